/** Whether PostgreSQL can hold a text: it can hold neither U+0000 nor half a surrogate pair. */
export function isStorableText(text: string): boolean {
  return !text.includes('\0') && text.isWellFormed();
}
