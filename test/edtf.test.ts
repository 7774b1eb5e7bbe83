import printed from 'edtf';
import fc from 'fast-check';
import { InvalidEdtf, isCalendarDay, readEdtf, type DateSpan } from '../src/dates/edtf';
import { edtfWithOracle } from './support/random-edtf';

function refusal(text: string): string {
  try {
    readEdtf(text);
  } catch (error) {
    if (error instanceof InvalidEdtf) return error.message;
    throw error;
  }
  throw new Error(`accepted: ${text}`);
}

const read: [string, string | null, string | null, DateSpan['precision']][] = [
  ['2025-10-11', '2025-10-11', '2025-10-11', 'DAY'],
  ['2024-02-29', '2024-02-29', '2024-02-29', 'DAY'],
  ['2000-02-29?', '2000-02-29', '2000-02-29', 'DAY'],
  ['0001-01-01', '0001-01-01', '0001-01-01', 'DAY'],
  ['9999-12-31%', '9999-12-31', '9999-12-31', 'DAY'],
  ['2025-10', '2025-10-01', '2025-10-31', 'MONTH'],
  ['2025-10~', '2025-10-01', '2025-10-31', 'MONTH'],
  ['1900-02', '1900-02-01', '1900-02-28', 'MONTH'],
  ['2024-02-XX', '2024-02-01', '2024-02-29', 'MONTH'],
  ['2025', '2025-01-01', '2025-12-31', 'YEAR'],
  ['2025?', '2025-01-01', '2025-12-31', 'YEAR'],
  ['0099', '0099-01-01', '0099-12-31', 'YEAR'],
  ['2004-XX', '2004-01-01', '2004-12-31', 'YEAR'],
  ['2004-XX-XX', '2004-01-01', '2004-12-31', 'YEAR'],
  ['201X', '2010-01-01', '2019-12-31', 'RANGE'],
  ['20XX', '2000-01-01', '2099-12-31', 'RANGE'],
  // Each season may be that of either hemisphere, and a winter that of either of its years.
  ['2001-21', '2001-01-01', '2001-12-31', 'RANGE'],
  ['2001-22', '2000-12-01', '2002-03-31', 'RANGE'],
  ['2001-23', '2001-01-01', '2001-12-31', 'RANGE'],
  ['2001-24', '2000-12-01', '2002-03-31', 'RANGE'],
  ['2025-10-01/2025-10-10', '2025-10-01', '2025-10-10', 'PART_OF_MONTH'],
  ['2025-10-11/2025-10-20', '2025-10-11', '2025-10-20', 'PART_OF_MONTH'],
  ['2025-10-21/2025-10-31~', '2025-10-21', '2025-10-31', 'PART_OF_MONTH'],
  ['2025-02-21/2025-02-28', '2025-02-21', '2025-02-28', 'PART_OF_MONTH'],
  ['2024-02-21/2024-02-28', '2024-02-21', '2024-02-28', 'RANGE'],
  ['2025-10-01/2025-10-20', '2025-10-01', '2025-10-20', 'RANGE'],
  ['2025-10-11/2025-11-20', '2025-10-11', '2025-11-20', 'RANGE'],
  ['2025-01-01/2026-12-31', '2025-01-01', '2026-12-31', 'RANGE'],
  ['2025-01/2025-11', '2025-01-01', '2025-11-30', 'RANGE'],
  ['2025-02/2025-12', '2025-02-01', '2025-12-31', 'RANGE'],
  ['2025-10-01/2025-10-31', '2025-10-01', '2025-10-31', 'MONTH'],
  ['2025-01/2025-12', '2025-01-01', '2025-12-31', 'YEAR'],
  ['2024-12/2025-01-15', '2024-12-01', '2025-01-15', 'RANGE'],
  ['2004-02-01?/2005-02-08~', '2004-02-01', '2005-02-08', 'RANGE'],
  // An end is at the latest on the last day that it can mean.
  ['2025-06-02/2025', '2025-06-02', '2025-12-31', 'RANGE'],
  ['2025-06-02/2025-06', '2025-06-02', '2025-06-30', 'RANGE'],
  ['2025-06-02/2025-06-02', '2025-06-02', '2025-06-02', 'DAY'],
  ['2025/2025', '2025-01-01', '2025-12-31', 'YEAR'],
  ['../2026-01-28', null, '2026-01-28', 'OPEN'],
  ['/2026-01', null, '2026-01-31', 'OPEN'],
  ['2025-01/..', '2025-01-01', null, 'OPEN'],
  ['2025-01~/', '2025-01-01', null, 'OPEN'],
];

test.each(read)('%s is %s to %s: %s', (edtf, earliest, latest, precision) => {
  expect(readEdtf(edtf)).toEqual({ edtf, earliest, latest, precision });
});

test('spaces around a date are not kept', () => {
  expect(readEdtf(' 2025-10\n').edtf).toBe('2025-10');
});

const refused: [RegExp, string[]][] = [
  [
    /not a date in EDTF/,
    ['', 'May 2025', '2025-1', '2025-13', '2025-00', '2025-02-30', '2025-04-31'],
  ],
  [
    /not a date in EDTF/,
    ['2025-10-00', '2025–10', '2025-xx', '2025-10-11-12', '2025/2026/2027', '..'],
  ],
  // The package reads five digits or more as milliseconds since 1970 when it is left to itself.
  [/not a date in EDTF/, ['20250101', '12345', '1760140800000', '201X?', 'Y2025']],
  [
    /no such day/,
    ['2025-02-29', '1900-02-29~', '2100-02-29', '2025-02-29/2025-03', '../2023-02-29'],
  ],
  [/time of day/, ['2025-10-11T10:00', '2025-10-11T24:00:00', '2025-10-11T10:00:00.000+03:00']],
  [
    /time of day/,
    ['2025-10-11T10:00Z/2025-10-12', '2025-10-11/2025-10-12T10:00Z', '../2025-10-12T10:00Z'],
  ],
  [
    /0001 to 9999/,
    ['0000', '0000-02', '0000-02-29', '-0001', '-0044-03-15', '000X', '00XX', '-01XX'],
  ],
  [/0001 to 9999/, ['0000/2025', '-0005/..', 'Y170000002', 'Y-170000002', '0001-24', '9999-22']],
  [
    /ends before it starts/,
    ['2025-01-15/2024-12', '2026/2025', '2025-02/2025-01-31', '2025-10-12/2025-10-11'],
  ],
  [/nothing is known/, ['../..', '/', '../', '/..', 'XXXX', 'XXXX-XX', 'XXXX-XX-XX']],
  [/201X and a century as 20XX/, ['20', '201', '201?', '19~', '-20']],
  [/set of dates/, ['[2025,2026]', '{2025,2026}', '[..2025]', '{2025-10..2025-12}']],
  [/Exponents and significant digits/, ['Y1E5', 'Y-17E7', '1950S2', 'Y171010000S3']],
  [
    /X stands for/,
    ['2XXX', '2025-1X', '2025-10-1X', '156X-12-25', '201X-XX', 'XXXX-12-XX', '2025-XX-15'],
  ],
  [/follow a whole date/, ['2004-?06', '2004?-06-11', '2004-06~-11', '?2004-06-11', '?2004']],
  [/seasons are 21 to 24/, ['2001-25', '2001-41', '2001-21?', '2001?-21', '200X-21']],
  [
    /ends of an interval/,
    ['2004-06-XX/2004-07-03', '201X/202X', '2001-21/2001-22', '2004-?06/2005', '/201X'],
  ],
  [/at most 100 characters/, ['2'.repeat(101), ' '.repeat(101), '2025/'.repeat(100_000)]],
];

describe.each(refused)('refuses, saying %s', (reason, texts) => {
  test.each(texts.map((text) => [text.slice(0, 40), text]))('"%s"', (_, text) => {
    expect(refusal(text)).toMatch(reason);
  });
});

test('a refusal never repeats the text', () => {
  expect(refusal('hunter2')).not.toContain('hunter2');
});

test.each([
  ['2024-02-29', true],
  ['0001-01-01', true],
  ['9999-12-31', true],
  ['2025-02-30', false],
  ['2025-02-29', false],
  ['1900-02-29', false],
  ['2025-04-31', false],
  ['2025-13-01', false],
  ['2025-00-01', false],
  ['2025-01-00', false],
  ['0000-01-01', false],
  ['12025-01-01', false],
  ['2025-01-01\n', false],
  ['2025-1-1', false],
  ['٢٠٢٥-٠١-٠١', false],
])('isCalendarDay(%j) is %s', (text, expected) => {
  expect(isCalendarDay(text)).toBe(expected);
});

test('the days are those found by walking the calendar', () => {
  const property = fc.property(edtfWithOracle, ({ edtf, earliest, latest }) => {
    expect(readEdtf(edtf)).toMatchObject({ edtf, earliest, latest });
  });
  fc.assert(property, { numRuns: 10_000 });
}, 60_000);

test('the text is already what the package would print', () => {
  const property = fc.property(edtfWithOracle, ({ edtf }) => {
    let canonical = edtf;
    try {
      canonical = printed(edtf).edtf;
    } catch {
      // The package builds no interval whose two ends start on the same day.
    }
    expect(readEdtf(edtf).edtf).toBe(canonical);
  });
  fc.assert(property, { numRuns: 2_000 });
}, 60_000);

const symbols = fc.constantFrom(...'0123456789012XX--//..?~%TZYES:+[]{}, ');
const garbage = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 300 }),
  fc.string({ unit: symbols, maxLength: 100 }),
  fc
    .tuple(edtfWithOracle, fc.nat(24), fc.nat(3), fc.string({ unit: symbols, maxLength: 3 }))
    .map(([{ edtf }, at, cut, put]) => edtf.slice(0, at) + put + edtf.slice(at + cut)),
);

function expectSound(span: DateSpan, text: string): void {
  const { edtf, earliest, latest } = span;
  expect(edtf).toBe(text.trim());
  expect(earliest ?? latest).not.toBeNull();
  for (const day of [earliest, latest]) expect(day === null || isCalendarDay(day)).toBe(true);
  if (earliest !== null && latest !== null) expect(earliest <= latest).toBe(true);
  expect(readEdtf(edtf)).toEqual(span);
}

test('any text is a sound span or InvalidEdtf', () => {
  let accepted = 0;
  const property = fc.property(garbage, (text) => {
    try {
      const span = readEdtf(text);
      accepted += 1;
      expectSound(span, text);
    } catch (error) {
      if (!(error instanceof InvalidEdtf)) throw error;
    }
  });
  fc.assert(property, { numRuns: 10_000 });
  expect(accepted).toBeGreaterThan(100);
}, 60_000);

test.each([
  '['.concat('2025,'.repeat(19)),
  '{'.concat('2025..2026,'.repeat(8)),
  `[2025${' '.repeat(94)},`,
  `2025-10-11T10:00:00.${'1'.repeat(80)}`,
  `Y${'1'.repeat(99)}`,
  `Y1E${'9'.repeat(97)}`,
  'X'.repeat(100),
  '%'.repeat(100),
])('refuses %s without delay', (text) => {
  const start = performance.now();
  refusal(text);
  expect(performance.now() - start).toBeLessThan(1_000);
});
