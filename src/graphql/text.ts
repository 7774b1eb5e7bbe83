/** Whether PostgreSQL can hold a text: it can hold neither U+0000 nor half a surrogate pair. */
export function isStorableText(text: string): boolean {
  return !text.includes('\0') && text.isWellFormed();
}

/** Whether a text can stand in a story: one that can be stored, on one line, without control characters. */
export function isPlainLine(text: string): boolean {
  return isStorableText(text) && !/\p{Cc}/u.test(text);
}
