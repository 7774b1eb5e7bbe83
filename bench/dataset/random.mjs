// Random numbers that are the same on every machine, whoever draws them first.

/** A generator (mulberry32) of numbers from 0 up to 1. Each chunk of the data has its own, by its seed. */
export function random(seed) {
  let state = Math.imul(seed ^ 0x9e3779b9, 0x85ebca6b) >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

export const integer = (next, from, to) => from + Math.floor(next() * (to - from + 1));

export const pick = (next, list) => list[Math.floor(next() * list.length)];

/**
 * Ranks 0 … size-1 by Zipf's law, as a table to draw from with one look: a million articles have
 * some 400 million words, and each is drawn.
 */
export function zipfTable(size, exponent, slots) {
  const weights = Float64Array.from({ length: size }, (_, rank) => (rank + 1.5) ** -exponent);
  const sum = weights.reduce((a, b) => a + b, 0);
  const table = new Uint32Array(slots);
  for (let rank = 0, slot = 0, reached = 0; rank < size; rank++) {
    reached += (weights[rank] / sum) * slots;
    while (slot < reached && slot < slots) table[slot++] = rank;
  }
  return table;
}

/** `count` different things. */
export function distinct(count, draw) {
  const drawn = new Set();
  while (drawn.size < count) drawn.add(draw());
  return [...drawn];
}

const hex = (number, digits) => Math.floor(number).toString(16).padStart(digits, '0');

/** A uuid of version 7, whose first half is a time, as the server gives its own. */
export function uuidAt(next, milliseconds) {
  const time = hex(milliseconds, 12);
  const tail = hex(next() * 2 ** 32, 8) + hex(next() * 2 ** 16, 4);
  const [a, b] = [hex(next() * 2 ** 12, 3), hex(next() * 2 ** 12, 3)];
  return `${time.slice(0, 8)}-${time.slice(8)}-7${a}-8${b}-${tail}`;
}
