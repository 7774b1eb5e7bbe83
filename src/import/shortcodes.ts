/** WordPress's own shortcodes whose text is not the article's. */
const WITH_CONTENT = 'caption|wp_caption|gallery|audio|video|playlist|embed';

const OWN = new RegExp(
  `\\[(${WITH_CONTENT})\\b[^\\][]*\\](?:(?:(?!\\[\\1\\b)[^])*?\\[/\\1\\])?`,
  'gi',
);
/**
 * Of plugins: with an attribute, or closed again. What editors put in brackets has neither. A value without
 * quotes holds none either: could it be read in two ways, a tag of many that is never closed would take for ever.
 */
const WITH_ATTRIBUTES = /\[\/?[a-z][\w-]*(?:\s+[\w-]+=(?:"[^"]*"|'[^']*'|[^\s\]["']+))+\s*\/?\]/gi;
const CLOSING = /\[\/([a-z][\w-]*)\]/gi;

/** WordPress content without its shortcodes; what plugins put around a text is taken off it. */
export function withoutShortcodes(content: string): string {
  const text = content.replace(OWN, '').replace(WITH_ATTRIBUTES, '');
  const closed = new Set([...text.matchAll(CLOSING)].map(([, name = '']) => name.toLowerCase()));
  return text.replace(/\[\/?([a-z][\w-]*)\]/gi, (tag, name: string) =>
    closed.has(name.toLowerCase()) ? '' : tag,
  );
}
