import rules from './page-furniture.json';
import { endsSentence } from './shapes';

const ENDINGS = new Set(rules.endings);
const LINES = new Set(rules.lines);
const TITLED = new Set(rules.titled);
const NETWORKS = new Set(rules.networks);
const PATTERNS = [
  ...rules.patterns.map((pattern) => wholeLine(pattern, 'iu')),
  ...rules.casedPatterns.map((pattern) => wholeLine(pattern, 'u')),
];
const SHORTEST_PROSE = 60;

/**
 * Drops what a page shows around its article, by the rules of page-furniture.json.
 * Only whole lines are dropped, so that a sentence may say "related articles".
 * @param lines of the page, none empty
 */
export function dropFurniture(lines: readonly string[]): string[] {
  const kept: string[] = [];
  let hasProse = false;
  let titleFollows = false;
  for (const line of lines) {
    const key = keyOf(line);
    if (hasProse && ENDINGS.has(key)) break;
    const isTitle = titleFollows && line.length <= rules.longestLine && !endsSentence(line);
    // Above the text the next line may be the headline itself.
    titleFollows = hasProse && TITLED.has(key);
    if (isTitle || isFurniture(line, key)) continue;
    kept.push(line);
    hasProse ||= line.length >= SHORTEST_PROSE && endsSentence(line);
  }
  return kept;
}

function isFurniture(line: string, key: string): boolean {
  if (line.length > rules.longestLine) return false;
  if (key === '' || ENDINGS.has(key) || LINES.has(key) || TITLED.has(key)) return true;
  return isNetworks(key) || PATTERNS.some((pattern) => pattern.test(line));
}

function isNetworks(key: string): boolean {
  return key.split(/[\s|,·•/]+/u).every((word) => NETWORKS.has(word));
}

function keyOf(line: string): string {
  const plain = line.toLowerCase().replace(/[‘’]/gu, "'");
  return plain.replace(/^[^\p{L}\p{N}]+/u, '').replace(/(?<![^\p{L}\p{N}])[^\p{L}\p{N}]+$/u, '');
}

function wholeLine(pattern: string, flags: string): RegExp {
  return new RegExp(`^(?:${pattern})$`, flags);
}
