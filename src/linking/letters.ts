export function isCapitalized(word: string): boolean {
  return !isPlainSmall(word) && /^\p{Lu}/u.test(word);
}

export function isAllCapitals(word: string): boolean {
  return word.length > 1 && !isPlainSmall(word) && /^[\p{Lu}\p{M}\p{Nd}]+$/u.test(word);
}

/** As most words do, it begins with a small letter of English: that is told without a pattern. */
function isPlainSmall(word: string): boolean {
  const unit = word.charCodeAt(0);
  return unit >= 0x61 && unit <= 0x7a;
}
