/** What a viewer may do: a READER sees what is published, an EDITOR everything. */
type Role = 'READER' | 'EDITOR';

/** Who is asking. Every query function takes it, and `articles/readable.ts` alone interprets it. */
export interface Viewer {
  readonly role: Role;
}
