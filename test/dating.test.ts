import fc from 'fast-check';
import { isCalendarDay, readEdtf } from '../src/dates/edtf';
import { readDates } from '../src/dating/read-dates';
import { readTimes } from '../src/dating/read-times';
import { sentenceSpans } from '../src/dating/sentences';

/** A Wednesday. */
const PUBLISHED = '2026-01-28';

/** The dates of a text as `phrase = EDTF`. */
function dated(text: string, publishedAt: string | null = PUBLISHED, language = 'en'): string[] {
  return readDates(text, { language, publishedAt }).map(
    ({ phrase, edtf }) => `${phrase} = ${edtf}`,
  );
}

const timed = (text: string): string[] =>
  readTimes(text, { language: 'en', publishedAt: PUBLISHED }).map(
    ({ phrase, type, value }) => `${phrase} = ${type} ${value}`,
  );

test.each([
  ['in full', 'He was named on 29 January 2025.', ['29 January 2025 = 2025-01-29']],
  [
    'month first',
    'On Wednesday, Jan. 29, 2025, he came.',
    ['Wednesday, Jan. 29, 2025 = 2025-01-29'],
  ],
  ['ISO', 'As of 2025-01-29.', ['2025-01-29 = 2025-01-29']],
  ['digits that tell month and day apart', 'On 22/03/2013.', ['22/03/2013 = 2013-03-22']],
  ['digits that do not', 'On 03/04/2013.', []],
  [
    'a month',
    'In October 2025 and in September.',
    ['October 2025 = 2025-10', 'September = 2025-09'],
  ],
  [
    'early, mid, late',
    'In early March 2025, mid-June 2025 and late February 2024.',
    [
      'early March 2025 = 2025-03-01/2025-03-10',
      'mid-June 2025 = 2025-06-11/2025-06-20',
      'late February 2024 = 2024-02-21/2024-02-29',
    ],
  ],
  ['the last day of something', 'On the last day of 2012.', ['2012 = 2012']],
  ['a part of a year is the year', 'It began in late 2024.', ['late 2024 = 2024']],
  [
    'bare years',
    'In 2011 he left; the 1979 treaty; (1998); compared with 1999; since 2003.',
    ['2011 = 2011', '1979 = 1979', '1998 = 1998', '1999 = 1999', 'since 2003 = 2003/..'],
  ],
  [
    'decades and centuries',
    'In the early 1990s, the ’80s and the 19th century.',
    ['the early 1990s = 199X', 'the ’80s = 198X', 'the 19th century = 18XX'],
  ],
  [
    'seasons',
    'In the summer of 2012 and last winter.',
    ['the summer of 2012 = 2012-22', 'last winter = 2025-24'],
  ],
  [
    'quarters and halves',
    'In the third quarter and the first half of 2024.',
    ['the third quarter = 2025-07/2025-09', 'the first half of 2024 = 2024-01/2024-06'],
  ],
  [
    'ranges',
    'From 3 March to 5 April 2019, between 2011 and 2013, 3-5 May 2020.',
    [
      'From 3 March to 5 April 2019 = 2019-03-03/2019-04-05',
      'between 2011 and 2013 = 2011/2013',
      '3-5 May 2020 = 2020-05-03/2020-05-05',
    ],
  ],
  [
    'open ends',
    'Before 2011, until 8 December 2024 and after March 2025.',
    [
      'Before 2011 = ../2010',
      'until 8 December 2024 = ../2024-12-08',
      'after March 2025 = 2025-04/..',
    ],
  ],
  ['feasts', 'It rained on Christmas Eve.', ['Christmas Eve = 2025-12-24']],
])('what stands alone: %s', (_what, text, expected) => {
  expect(dated(text)).toEqual(expected);
});

test.each([
  ['a weekday that is past', 'They left on Monday.', ['Monday = 2026-01-26']],
  ['a weekday to come', 'They will meet on Friday.', ['Friday = 2026-01-30']],
  ['the day of publication', 'He said on Wednesday.', ['Wednesday = 2026-01-28']],
  [
    'each by its own verb',
    'He said on Monday that they would meet on Friday.',
    ['Monday = 2026-01-26', 'Friday = 2026-01-30'],
  ],
  [
    'a talk that is planned',
    'Talks are planned on Friday, the office has announced.',
    ['Friday = 2026-01-30'],
  ],
  [
    'last and next',
    'Last week, next month, last year.',
    ['Last week = 2026-01-19/2026-01-25', 'next month = 2026-02', 'last year = 2025'],
  ],
  [
    'what is done ends on publication',
    'They left this month. It rained this week.',
    ['this month = 2026-01-01/2026-01-28', 'this week = 2026-01-26/2026-01-28'],
  ],
  ['what goes on does not', 'They stay this month.', ['this month = 2026-01']],
  [
    'ago',
    'Two days ago, three weeks ago, a year ago, two decades ago.',
    [
      'Two days ago = 2026-01-26',
      'three weeks ago = 2026-01-05/2026-01-11',
      'a year ago = 2025',
      'two decades ago = 200X',
    ],
  ],
  [
    'a month without its year',
    'It began in March; it ends in March, he said. It will begin in March.',
    ['March = 2025-03', 'March = 2025-03', 'March = 2026-03'],
  ],
  ['a term', 'The bank has until Friday to answer.', ['until Friday = ../2026-01-30']],
  ['a year back', 'It rose from the same month last year.', ['the same month last year = 2025-01']],
])('what is read against publication: %s', (_what, text, expected) => {
  expect(dated(text)).toEqual(expected);
  expect(dated(text, null).filter((one) => !one.endsWith('= null'))).toEqual([]);
});

test.each([
  [
    'the same year',
    'Named on 29 January 2025, he came in mid-October of the same year.',
    ['29 January 2025 = 2025-01-29', 'mid-October of the same year = 2025-10-11/2025-10-20'],
  ],
  [
    'at the time',
    'He resigned in 2011. At the time nobody knew.',
    ['2011 = 2011', 'At the time = 2011'],
  ],
  [
    'later',
    'He came on 15 October 2025 and left two days later.',
    ['15 October 2025 = 2025-10-15', 'two days later = 2025-10-17'],
  ],
  [
    'the following day',
    'On 1 May 2020 he fell; the following day he died.',
    ['1 May 2020 = 2020-05-01', 'the following day = 2020-05-02'],
  ],
  ['a sentence’s year', 'In 2011 protests began in March.', ['2011 = 2011', 'March = 2011-03']],
  [
    'over the New Year',
    'It began on 20 December 2024 and ended on 5 January.',
    ['20 December 2024 = 2024-12-20', '5 January = 2025-01-05'],
  ],
  [
    'nothing named',
    'That day nobody came. It was hard at the time.',
    ['That day = null', 'at the time = null'],
  ],
])('what is read against the date last named: %s', (_what, text, expected) => {
  expect(dated(text, null)).toEqual(expected);
});

test('the anchor is the day that was counted from', () => {
  const [named, relative] = readDates('On 29 January 2025, and on Monday.', {
    language: 'en',
    publishedAt: PUBLISHED,
  });
  expect(named?.anchor).toBeNull();
  expect(relative?.anchor).toBe(PUBLISHED);
});

test.each([
  'The mayor may resign, and may not.',
  'They march on. The March on Washington.',
  'He finished second, 3-1, in 1,990 seconds.',
  'It costs $1998, or 12 percent of €2,010.',
  'He is 45 years old; a 6-year-old was hurt; aged 52.',
  'He bought Windows 2000. Page 1998 is torn.',
  'Flight 2010 carried 1990 passengers and 2000 people waited.',
  'They won 21-14 in the fourth quarter.',
  'Now and then, recently, in recent years, in the past.',
  'June Carter sang; the fall was steep; spring water.',
  'Version 1.2.2024 of 10.1.2020.5.',
])('no date: %s', (text) => {
  expect(dated(text)).toEqual([]);
});

test.each([
  ['He waited three days.', ['three days = DURATION P3D']],
  [
    'For several years, over the past two years.',
    ['several years = DURATION PXY', 'the past two years = DURATION P2Y'],
  ],
  [
    'A week-long, 24-hour, two-decade fight.',
    ['A week-long = DURATION P1W', '24-hour = DURATION PT24H', 'two-decade = DURATION P2DE'],
  ],
  [
    'Every Tuesday, annually, twice a month.',
    ['Every Tuesday = SET XXXX-WXX-2', 'annually = SET P1Y', 'twice a month = SET P1M'],
  ],
  [
    'Now, recently, in the future.',
    ['Now = DATE PRESENT_REF', 'recently = DATE PAST_REF', 'the future = DATE FUTURE_REF'],
  ],
  ['On Friday night he spoke.', ['Friday night = TIME 2026-01-23TNI']],
  ['He called at 3:30 p.m. on Monday.', ['3:30 p.m. on Monday = TIME 2026-01-26T15:30']],
  [
    'Last week, the third quarter, last summer, the 1990s.',
    [
      'Last week = DATE 2026-W04',
      'the third quarter = DATE 2025-Q3',
      'last summer = DATE 2025-SU',
      'the 1990s = DATE 199',
    ],
  ],
  ['From 2003 to 2005.', ['2003 = DATE 2003', '2005 = DATE 2005']],
  [
    'At least two weeks, more than 20 years, 2 1/2 years, the nine months ended; over the past month.',
    [
      'At least two weeks = DURATION P2W',
      'more than 20 years = DURATION P20Y',
      '2 1/2 years = DURATION P2.5Y',
      'the nine months = DURATION P9M',
      'the past month = DURATION P1M',
    ],
  ],
  [
    'Hours after, he may wait months; weeks of rain. It was years ago, in recent days.',
    [
      'Hours = DURATION PTXH',
      'months = DURATION PXM',
      'weeks = DURATION PXW',
      'years ago = DATE PAST_REF',
      'recent days = DATE PAST_REF',
    ],
  ],
  [
    'In the early hours of Tuesday, and earlier Monday.',
    ['Tuesday = DATE 2026-01-27', 'earlier Monday = DATE 2026-01-26'],
  ],
  ['Once a year, per day.', ['Once a year = SET P1Y', 'per day = SET P1D']],
  ['Monday nights; the Daily Mail.', ['Monday nights = SET XXXX-WXX-1TNI']],
  [
    'The third quarter fell from a year earlier. In the quarter, and the year-ago quarter,',
    [
      'The third quarter = DATE 2025-Q3',
      'a year earlier = DATE 2024',
      'the quarter = DATE 2025-Q3',
      'the year-ago quarter = DATE 2024-Q3',
    ],
  ],
  [
    'A quarter left, the quarter of them. In the latest quarter, the 2019 first half',
    ['the latest quarter = DATE 2025-Q4', 'the 2019 first half = DATE 2019-H1'],
  ],
  [
    'On the morning of 3 January; about 6:30 p.m.; late yesterday; earlier in the week',
    [
      'the morning of 3 January = TIME 2026-01-03TMO',
      'about 6:30 p.m. = TIME 2026-01-28T18:30',
      'late yesterday = DATE 2026-01-27',
      'earlier in the week = DATE 2026-W05',
    ],
  ],
  ["In '89, in the ‘90s and since ’26.", ["'89 = DATE 1989", '’26 = DATE 2026']],
  [
    'During the summer, on Saturday, January 31, and Friday, Jan. 31',
    [
      'the summer = DATE 2025-SU',
      'Saturday, January 31 = DATE 2026-01-31',
      'Friday, Jan. 31 = DATE 2025-01-31',
    ],
  ],
  ['In the 20th century', ['the 20th century = DATE 19']],
])('TIMEX3: %s', (text, expected) => {
  expect(timed(text)).toEqual(expected);
});

test.each([
  ['de', 'Das Treffen war am 15. Oktober 2025 in Moskau.', ['am 15. Oktober 2025 = 2025-10-15']],
  ['fr', 'Il est arrivé le 15 octobre 2025.', ['15 octobre 2025 = 2025-10-15']],
  ['ru', 'Встреча прошла 15 октября 2025 года.', ['15 октября 2025 года = 2025-10-15']],
  ['el', 'Έφτασε στις 15 Οκτωβρίου 2025.', []],
])('other languages as chrono-node reads them: %s', (language, text, expected) => {
  expect(dated(text, PUBLISHED, language)).toEqual(expected);
  expect(dated(text, null, language)).toEqual(expected);
});

test('a sentence does not end with an abbreviation', () => {
  const text =
    'Mr. Smith met Gen. Lee on Jan. 5. The U.S. envoy left at 9 p.m. on Friday. He slept.';
  expect(sentenceSpans(text).map(({ start, end }) => text.slice(start, end))).toEqual([
    'Mr. Smith met Gen. Lee on Jan. 5.',
    'The U.S. envoy left at 9 p.m. on Friday.',
    'He slept.',
  ]);
});

const words = fc.constantFrom(
  ...'on in of the last next early mid- late since before until from to and between year month week day'.split(
    ' ',
  ),
  ...'Monday Friday March May January 2011 1998 31 29 30 2 12th 1990s century quarter third first ago later'.split(
    ' ',
  ),
  ...'same that at time three 9999 0 1 99999 weekend summer will said night 9 p.m. , . ; – - / Jan. 3-5 (2013)'.split(
    ' ',
  ),
);
const texts = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 200 }),
  fc.array(words, { maxLength: 30 }).map((list) => list.join(' ')),
);
const days = fc.option(
  fc.date({ min: new Date('0001-01-01'), max: new Date('9999-12-31'), noInvalidDate: true }),
);
const languages = fc.constantFrom('en', 'en-GB', 'de', 'fr', 'ja', 'ru', 'zz');

/** That spans lie in the text, in order and apart, and say what stands there. */
function expectApart(
  text: string,
  spans: readonly { start: number; end: number; phrase: string }[],
): void {
  let last = 0;
  for (const { start, end, phrase } of spans) {
    expect(start).toBeGreaterThanOrEqual(last);
    expect(end).toBeGreaterThan(start);
    expect(text.slice(start, end)).toBe(phrase);
    last = end;
  }
  expect(last).toBeLessThanOrEqual(text.length);
}

test('whatever the text, dates lie in it apart, and are what EDTF says they are', () => {
  const property = fc.property(texts, days, languages, (text, publishedAt, language) => {
    const options = { language, publishedAt };
    expectApart(text, readTimes(text, options));
    const dates = readDates(text, options);
    expectApart(text, dates);
    for (const { edtf, earliest, latest, precision, anchor } of dates) {
      if (edtf !== null) expect(readEdtf(edtf)).toEqual({ edtf, earliest, latest, precision });
      if (anchor !== null) expect(isCalendarDay(anchor)).toBe(true);
      if (edtf === null)
        expect([earliest, latest, precision, anchor]).toEqual([null, null, null, null]);
    }
  });
  fc.assert(property, { numRuns: 3000 });
});
