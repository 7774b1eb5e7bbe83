import type { ShownArticle } from './article.queries';

/** Under which address and name this server is known to readers. */
export interface Site {
  /** Without a slash at its end. */
  url: string;
  name: string;
}

/** Where an article is for people to read: where it was first published, else what this server has of it. */
export function addressOf({ canonicalUrl, slug }: ShownArticle, site: Site): string {
  return canonicalUrl ?? `${site.url}/articles/${slug}.jsonld`;
}
