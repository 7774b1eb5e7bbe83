import { integer, random } from './random.mjs';

/** Pairs of a frequent word and a less frequent one; those that find enough and not too much are used. */
export function searchCandidates({ seed, vocabulary }) {
  const next = random(seed + 4);
  return Array.from(
    { length: 600 },
    () => `${vocabulary[integer(next, 20, 250)]} ${vocabulary[integer(next, 60, 900)]}`,
  );
}
