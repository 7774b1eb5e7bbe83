import { diffArrays, diffWordsWithSpace } from 'diff';
import type { Block } from './block';
import type { BlockChange, TextChange } from './revision';

/** Beyond so many differences two texts, or two orders, are not told apart any more: all goes, all comes. */
const MOST_CHANGES = 2000;

/** What became of an article's blocks from one revision to a later one, in the order of the later. */
export function compareBlocks(before: readonly Block[], after: readonly Block[]): BlockChange[] {
  const old = new Map(before.map((block) => [block.uuid, block]));
  const now = new Set(after.map(({ uuid }) => uuid));
  const stayed = inOrder(
    before.filter(({ uuid }) => now.has(uuid)),
    after.filter(({ uuid }) => old.has(uuid)),
  );
  const gone = before
    .filter(({ uuid }) => !now.has(uuid))
    .map((block): BlockChange => ({
      kind: 'REMOVED',
      before: block,
      after: null,
      words: [{ kind: 'REMOVED', text: block.text }],
    }));
  const rest = after.flatMap((block) => changeOf(old.get(block.uuid), block, stayed));
  return [...rest, ...gone];
}

function changeOf(
  before: Block | undefined,
  after: Block,
  stayed: ReadonlySet<string>,
): BlockChange[] {
  if (!before)
    return [{ kind: 'ADDED', before: null, after, words: [{ kind: 'ADDED', text: after.text }] }];
  if (before.text !== after.text || before.kind !== after.kind) {
    return [{ kind: 'CHANGED', before, after, words: wordsOf(before.text, after.text) }];
  }
  if (stayed.has(after.uuid)) return [];
  return [{ kind: 'MOVED', before, after, words: [{ kind: 'KEPT', text: after.text }] }];
}

/** The ids of the blocks that follow one another as before: the others have moved. */
function inOrder(before: readonly Block[], after: readonly Block[]): Set<string> {
  const ids = (blocks: readonly Block[]): string[] => blocks.map(({ uuid }) => uuid);
  const parts = diffArrays(ids(before), ids(after), { maxEditLength: MOST_CHANGES }) ?? [];
  return new Set(parts.flatMap(({ added, removed, value }) => (added || removed ? [] : value)));
}

function wordsOf(before: string, after: string): TextChange[] {
  const parts = diffWordsWithSpace(before, after, { maxEditLength: MOST_CHANGES });
  if (!parts) {
    return [
      { kind: 'REMOVED', text: before },
      { kind: 'ADDED', text: after },
    ];
  }
  return parts.map(({ added, removed, value }) => ({
    kind: added ? 'ADDED' : removed ? 'REMOVED' : 'KEPT',
    text: value,
  }));
}
