import type { Block } from './block';
import { whereNow } from './follow-words';
import { overlap } from './link-entities';
import { MentionRuling } from './mention-ruling';

/** What editors have said of mentions, after an edit: each follows its words within its block, or goes with them. */
export function followRulings(
  rulings: readonly MentionRuling[],
  before: readonly Block[],
  after: readonly Block[],
): MentionRuling[] {
  const [texts, now] = [textsOf(before), textsOf(after)];
  const kept: MentionRuling[] = [];
  for (const ruling of rulings) {
    const [was, is] = [texts.get(ruling.blockId), now.get(ruling.blockId)];
    const start = was === undefined || is === undefined ? undefined : whereNow(was, is, ruling);
    if (start === undefined) continue;
    const place = { start, end: start + ruling.text.length };
    const moved = Object.assign(new MentionRuling(), ruling, place);
    const isFree = !kept.some((one) => one.blockId === moved.blockId && overlap(one, moved));
    if (isFree) kept.push(moved);
  }
  return kept;
}

function textsOf(blocks: readonly Block[]): Map<string, string> {
  return new Map(blocks.map(({ uuid, text }) => [uuid, text]));
}
