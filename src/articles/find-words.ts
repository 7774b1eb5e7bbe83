/** Every place of some words in a text: the UTF-16 offsets of their starts. The words must not be empty. */
export function occurrences(text: string, words: string): number[] {
  const starts: number[] = [];
  for (let at = text.indexOf(words); at >= 0; at = text.indexOf(words, at + 1)) starts.push(at);
  return starts;
}
