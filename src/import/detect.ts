/** What an import reads. `desk` is a directory, the others are files. */
export const formats = [
  ...(['text', 'html', 'wxr', 'rss', 'atom', 'jsonfeed', 'ninjs', 'jsonld', 'jsonl'] as const),
];
export type Format = (typeof formats)[number];

/** Names of files that a directory is searched for; .gz may follow. */
export const READ = ['txt', 'html', 'htm', 'xml', 'rss', 'atom', 'rdf', 'json', 'jsonl', 'ndjson'];

const NINJS =
  /"(?:standard|pub[sS]tatus|bodies|headlines|body_(?:html|text|xhtml)|version[cC]reated|altids)"\s*:/;

/**
 * Tells the format of a file.
 *
 * @param head how it begins
 * @returns null where nothing tells
 */
export function detectFormat(name: string, head: string): Format | null {
  const text = head.replace(/^\uFEFF/, '').trimStart();
  if (/\.(?:jsonl|ndjson)(?:\.gz)?$/i.test(name)) return 'jsonl';
  if (text.startsWith('<')) return markupFormat(text);
  if (/^[[{]/.test(text)) return jsonFormat(text);
  return 'text';
}

function markupFormat(text: string): Format {
  if (/xmlns:wp\s*=|wordpress\.org\/export/.test(text)) return 'wxr';
  if (/<(?:rss|rdf:rdf)\b/i.test(text)) return 'rss';
  return /<feed\b/i.test(text) ? 'atom' : 'html';
}

function jsonFormat(text: string): Format | null {
  const [first = ''] = text.split('\n', 1);
  if (/^\{.*"headline"\s*:/.test(first) && /^\{.*\}\s*$|^\{[^]{1000,}$/.test(first)) {
    if (!NINJS.test(first) && !first.includes('"@type"')) return 'jsonl';
  }
  if (
    /^\{\s*"type"\s*:\s*"(?:article|section|entity|event|office|presence|redirect|ruling|dismissal|proposal)"/.test(
      first,
    )
  )
    return 'jsonl';
  if (text.replaceAll('\\/', '/').includes('jsonfeed.org/version')) return 'jsonfeed';
  if (/"@(?:context|graph|type)"\s*:/.test(text)) return 'jsonld';
  return NINJS.test(text) ? 'ninjs' : null;
}
