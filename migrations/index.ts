/** Every migration, oldest first. One that has landed is never changed. */
export const migrations = [];
