import type { PublicationStatus } from '../articles/article';
import type { StoryBlock } from '../articles/story';
import type { DeskEntity } from '../desk/format';
import type { Decision } from './formats/jsonl-shape';

/** A name that the source itself gives for what an item is about. */
export interface SourceName {
  text: string;
  kind: DeskEntity['kind'] | 'EVENT' | 'TAG';
}

/** An article as a source gives it, whatever its format. What the source does not say is null. */
export interface ImportItem {
  /** The source: the address or name of a site or feed; empty where there is none. */
  feed: string;
  /** The source's own id of it, unique within the source. */
  id: string | null;
  canonicalUrl: string | null;
  headline: string;
  standfirst: string | null;
  byline: string | null;
  /** Name or slug. */
  section: string | null;
  /** BCP 47 tag. */
  language: string | null;
  /** Who published it first. */
  source: string | null;
  status: PublicationStatus | null;
  publishedAt: Date | null;
  /** In the order of the text. */
  blocks: StoryBlock[];
  names: SourceName[];
  /** Slug and ids that it had on another server of this kind. */
  elsewhere?: ItemElsewhere;
}

export interface ItemElsewhere {
  slug: string;
  uuid: string;
  revision: number;
  updatedAt: Date;
  /** What it said in its earlier revisions, as `article_revision` keeps it. */
  history: readonly ItemRevision[];
  corrections: readonly { uuid: string; at: Date; note: string }[];
}

interface ItemRevision {
  number: number;
  at: Date;
  by: string | null;
  summary: string | null;
  story: object | null;
}

/** A row of another kind: a section, an entity, a claim. */
export interface DeskRecord {
  type: 'section' | 'entity' | 'event' | 'office' | 'presence';
  /** As a desk has it. */
  value: object;
}

/** What a reader makes of one piece of its source: an article, another row, or why there is none. */
export type Reading = { place: string } & (
  { item: ImportItem } | { record: DeskRecord | Decision } | { refused: string }
);

/** An item of which nothing is known but what is given. */
export function itemOf(
  known: Pick<ImportItem, 'headline' | 'blocks'> & Partial<ImportItem>,
): ImportItem {
  return { ...NOTHING, ...known };
}

const NOTHING = {
  ...{ feed: '', id: null, canonicalUrl: null, standfirst: null, byline: null, section: null },
  ...{ language: null, source: null, status: null, publishedAt: null, names: [] },
};
