export function isCapitalized(word: string): boolean {
  return /^\p{Lu}/u.test(word);
}

export function isAllCapitals(word: string): boolean {
  return word.length > 1 && /^[\p{Lu}\p{M}\p{Nd}]+$/u.test(word);
}
