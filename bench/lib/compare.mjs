// Answers are alike when every value is, in order; the order of keys and spellings of a moment aside.

/** '' when they are alike, else where they first differ and how. */
export function difference(a, b, at = '') {
  if (Array.isArray(a) && Array.isArray(b)) return ofLists(a, b, at);
  if (isObject(a) && isObject(b)) return ofObjects(a, b, at);
  if (a === b || (/[.]publishedAt$/.test(at) && Date.parse(a) === Date.parse(b))) return '';
  return `${at}: ${shorten(a)} is not ${shorten(b)}`;
}

const isObject = (value) => value !== null && typeof value === 'object' && !Array.isArray(value);
const shorten = (value) => (JSON.stringify(value) ?? 'nothing').slice(0, 100);

function ofLists(a, b, at) {
  if (a.length !== b.length) return `${at}: ${a.length} items, not ${b.length}`;
  return first(a.keys(), (i) => difference(a[i], b[i], `${at}[${i}]`));
}

function ofObjects(a, b, at) {
  const keys = new Set([...Object.keys(a), ...Object.keys(b)]);
  return first(keys, (key) => difference(a[key], b[key], `${at}.${key}`));
}

function first(items, differenceOf) {
  for (const item of items) {
    const found = differenceOf(item);
    if (found) return found;
  }
  return '';
}
