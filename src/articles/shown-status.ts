import type { Article, PublicationStatus } from './article';

/** The status at a moment: whether an article that was let out has reached readers is for the clock to say. */
export function statusAt(
  { status, publishedAt }: Pick<Article, 'status' | 'publishedAt'>,
  now: Date,
): PublicationStatus {
  const isLetOut = status === 'PUBLISHED' || status === 'SCHEDULED';
  if (!isLetOut || publishedAt === null) return status;
  return publishedAt <= now ? 'PUBLISHED' : 'SCHEDULED';
}
