import type { EntityManager } from 'typeorm';
import { Article, type PublicationStatus } from '../articles/article';
import { storyOf, type Story } from '../articles/story';
import { blocksOf, rewrite } from '../claims/rewrite';
import type { Gazetteer } from '../linking/gazetteer';
import { ArticleOrigin } from './article-origin';
import { writtenIn } from './identity';
import type { Known } from './known';
import { statusOf, type ImportOptions, type Resolved } from './resolve';
import type { Saved } from './save-items';

interface Change {
  resolved: Resolved;
  before: Known;
  sectionId: string;
  options: ImportOptions;
  gazetteer: Gazetteer;
}

const EDITED = 'It was edited here since it was imported, so what the source changed is not taken.';
const NOT_OURS = 'It is there already, and did not come from this source, so it is left as it is.';

/** Takes over what the source has changed in an article that is there, unless it was edited here. */
export async function takeChange(manager: EntityManager, change: Change): Promise<Saved> {
  const { resolved, before, options } = change;
  const awaitsReaders =
    before.status === 'DRAFT' && statusOf(resolved, options.publish) !== 'DRAFT';
  const sameWords = before.origin === null || before.origin.said === resolved.said;
  if (sameWords && !awaitsReaders) return unchanged(resolved, before);
  const article = await manager.findOneOrFail(Article, {
    where: { uuid: before.uuid },
    lock: { mode: 'pessimistic_write' },
  });
  const blocks = await blocksOf(manager, article);
  // Another import may have taken the change before the lock was had.
  const origin = await manager.findOneBy(ArticleOrigin, resolved.key);
  if (!sameWords && origin?.said === resolved.said) return { outcome: 'UNCHANGED', article };
  const now = storyOf(article, blocks);
  const told = sameWords ? now : retold(now, change);
  if (!sameWords && writtenIn(now) !== origin?.written) return kept(article, EDITED);
  const story = { ...told, ...nextState(article, change) };
  const summary = sameWords ? 'Published by an import.' : 'Imported again: the source changed it.';
  const at = new Date();
  const after = await rewrite(manager, change.gazetteer, { article, blocks }, story, summary, at);
  if (!sameWords) await remember(manager, resolved, story);
  if (after.revision === article.revision) return { outcome: 'UNCHANGED', article };
  return { outcome: sameWords ? 'PUBLISHED' : 'UPDATED', article: after };
}

function unchanged({ contentHash }: Resolved, before: Known): Saved {
  const same = before.origin !== null || before.contentHash === contentHash;
  return same ? { outcome: 'UNCHANGED', article: before } : kept(before, NOT_OURS);
}

const kept = (article: Saved['article'], reason: string): Saved => ({
  outcome: 'KEPT',
  article,
  reason,
});

/** The story as the source tells it now. */
function retold(before: Story, { resolved, sectionId }: Change): Story {
  const { headline, standfirst, byline, source, canonicalUrl, blocks } = resolved.item;
  const { language } = resolved;
  return {
    ...before,
    ...{ headline, standfirst, byline, sectionId, language, source, canonicalUrl },
    blocks: blocks.map(({ kind, text }) => ({ kind, text })),
  };
}

/** A source may withhold what it published, and publish or date what readers do not see yet; no more. */
function nextState(
  { status, publishedAt }: Article,
  { resolved, options }: Change,
): { status: PublicationStatus; publishedAt: Date | null } {
  const wanted = statusOf(resolved, options.publish);
  if (wanted === 'WITHHELD') return { status: wanted, publishedAt };
  if (status === 'DRAFT' || status === 'SCHEDULED') {
    const next = wanted === 'DRAFT' ? status : wanted;
    return { status: next, publishedAt: resolved.publishedAt ?? publishedAt };
  }
  return { status, publishedAt };
}

async function remember(
  manager: EntityManager,
  { key, said }: Resolved,
  story: Story,
): Promise<void> {
  await manager.update(ArticleOrigin, key, { said, written: writtenIn(story) });
}
