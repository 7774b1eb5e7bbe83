import printed from 'edtf';
import fc from 'fast-check';
import { InvalidEdtf, isCalendarDay, readEdtf, type DateSpan } from '../src/dates/edtf';
import { edtfWithOracle } from './support/random-edtf';

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

const symbols = fc.constantFrom(...Array.from('0123456789012XX--//..?~%TZYES:+[]{}, '));
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
  expect(() => readEdtf(text)).toThrow(InvalidEdtf);
  expect(performance.now() - start).toBeLessThan(1_000);
});
