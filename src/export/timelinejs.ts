import type { ShownDate, ShownEvent } from './event.queries';
import { escaped } from './html';

interface Subject {
  name: string;
  description: string | null;
}

/** Events as TimelineJS shows them. A date that is not a day is shown in the words of its source. */
export function timelineOf(subject: Subject, events: readonly ShownEvent[]): object {
  const { name, description } = subject;
  return {
    title: { text: { headline: escaped(name), text: escaped(description ?? '') } },
    events: events.map(slideOf),
  };
}

function slideOf(event: ShownEvent): object {
  const { uuid, title, description, kind, date, citations, place } = event;
  const said = citations.map(
    ({ quote, headline }) =>
      `<blockquote><p>${escaped(quote)}</p><cite>${escaped(headline)}</cite></blockquote>`,
  );
  const text = [description === null ? '' : `<p>${escaped(description)}</p>`, ...said].join('');
  return {
    unique_id: uuid,
    group: kind,
    ...datesOf(date),
    text: { headline: escaped(title), text },
    ...(place && { location: { name: place.name } }),
  };
}

function datesOf({ edtf, from, until, precision, phrase }: ShownDate): object {
  const shown = { display_date: phrase ?? edtf };
  if (precision === 'DAY') return { start_date: dayOf(from) };
  if (precision === 'MONTH') return { start_date: dayOf(from, 'month'), ...shown };
  if (precision === 'YEAR') return { start_date: dayOf(from, 'year'), ...shown };
  // Of an open date only the end that is known can be placed.
  if (!isDay(from)) return { start_date: dayOf(until), ...shown };
  return { start_date: dayOf(from), ...(isDay(until) && { end_date: dayOf(until) }), ...shown };
}

const isDay = (text: string): boolean => /\d/.test(text);

/** PostgreSQL writes a year before Christ with BC behind the date. */
function dayOf(text: string, grain: 'year' | 'month' | 'day' = 'day'): object {
  const [, year, month, day] = /^(\d+)-(\d+)-(\d+)/.exec(text) ?? [];
  const number = text.endsWith('BC') ? -Number(year) : Number(year);
  return {
    year: number,
    ...(grain !== 'year' && { month: Number(month) }),
    ...(grain === 'day' && { day: Number(day) }),
  };
}
