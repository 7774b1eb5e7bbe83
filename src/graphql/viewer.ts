import { defineEnum } from './enums';

export const Role = defineEnum('Role', 'What a viewer may do.', {
  READER: 'Reads what is published. Whoever brings no key is one.',
  EDITOR: 'Reads drafts as well, and writes.',
  ADMIN: 'May do what an editor may, and reads who did what.',
});
export type Role = keyof typeof Role;

/** Who is asking. Every query function takes it, and `articles/readable.ts` alone interprets it. */
export interface Viewer {
  readonly role: Role;
  /** What the key or the identity provider calls them; without one for who brings neither. */
  readonly name?: string;
  /** The same for the same key, or for the same subject of an identity provider. */
  readonly id?: string;
}

/** From the least to the most: each may do what those before may. */
const RANKS: readonly Role[] = ['READER', 'EDITOR', 'ADMIN'];

/** Whether a viewer may do what a role may. */
export function hasRole({ role }: Viewer, needed: Role): boolean {
  return RANKS.indexOf(role) >= RANKS.indexOf(needed);
}
