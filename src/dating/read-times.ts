import { Temporal } from 'temporal-polyfill';
import { chronoCandidates } from './chrono';
import { amountRules } from './english/amounts';
import { calendarRules } from './english/calendar';
import { clockRules } from './english/clock';
import { relativeRules } from './english/relative';
import { countedRules } from './english/counted';
import { weekdayRules } from './english/weekdays';
import { yearRules } from './english/years';
import { candidatesBy, findIn, type Found } from './find';
import type { Day } from './period';
import type { ReadingOptions, TimeReading } from './reading';

const englishCandidates = candidatesBy([
  ...calendarRules,
  ...yearRules,
  ...weekdayRules,
  ...relativeRules,
  ...countedRules,
  ...amountRules,
  ...clockRules,
]);

/** Between a day and a time on the clock that belong together. */
const JOINT = /^,?\s+(?:(?:on|at|of|by|around|about|in)\s+)?$/;

function dayOf(publishedAt: ReadingOptions['publishedAt']): Day | null {
  if (publishedAt == null) return null;
  const text = typeof publishedAt === 'string' ? publishedAt : publishedAt.toISOString();
  return Temporal.PlainDate.from(text.slice(0, 10));
}

/** Every temporal expression of a text with what it means; days and times on the clock as one. */
export function findTimes(text: string, { language, publishedAt }: ReadingOptions): Found[] {
  const published = dayOf(publishedAt);
  const english = /^en\b/i.test(language) ? englishCandidates(text) : [];
  const candidates = [...english, ...chronoCandidates(text, language, published)];
  const joined: Found[] = [];
  for (const found of findIn(text, candidates, published)) {
    const last = joined.at(-1);
    const both = last && JOINT.test(text.slice(last.end, found.start)) ? join(last, found) : null;
    if (both) joined[joined.length - 1] = both;
    else joined.push(found);
  }
  return joined;
}

function join(a: Found, b: Found): Found | null {
  const [day, clock] = a.meaning.is === 'CLOCK' ? [b.meaning, a.meaning] : [a.meaning, b.meaning];
  if (day.is !== 'DAYS' || clock.is !== 'CLOCK' || day.period.unit !== 'day') return null;
  const value = `${day.period.timex}${clock.value}`;
  return { ...a, end: b.end, meaning: { ...day, type: 'TIME', value } };
}

/**
 * Reads every temporal expression of a text as corpora annotate them: dates and times, and also lengths of
 * time, repetitions and words like "now". They come in order and do not overlap.
 *
 * @throws RangeError for a publication date that is none
 */
export function readTimes(text: string, options: ReadingOptions): TimeReading[] {
  const published = dayOf(options.publishedAt);
  return findTimes(text, options).map(({ start, end, meaning }) => {
    const phrase = text.slice(start, end);
    switch (meaning.is) {
      case 'DAYS':
        return {
          start,
          end,
          phrase,
          type: meaning.type ?? 'DATE',
          value: meaning.value ?? meaning.period.timex,
        };
      case 'CLOCK':
        return {
          start,
          end,
          phrase,
          type: 'TIME',
          value: published && `${String(published)}${meaning.value}`,
        };
      case 'TIMEX':
        return { start, end, phrase, type: meaning.type, value: meaning.value };
      case 'UNRESOLVED':
        return { start, end, phrase, type: 'DATE', value: null };
    }
  });
}
