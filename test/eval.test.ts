import { documentsIn } from './eval/documents';
import { mentionReader, readChronoDates, readOurDates, type Reader } from './eval/readers';
import { AGREEMENTS, scoreOf, type Score } from './eval/score';

type Half = 'dev' | 'held-out';

function scores(
  half: Half,
  what: 'dates' | 'mentions',
  reader: Reader,
): Record<keyof typeof AGREEMENTS, Score> {
  const documents = documentsIn(half).map((document) => ({
    read: reader(document),
    annotated: document[what],
  }));
  return {
    found: scoreOf(documents, AGREEMENTS.found),
    span: scoreOf(documents, AGREEMENTS.span),
    value: scoreOf(documents, AGREEMENTS.value),
  };
}

const measured = (['dev', 'held-out'] as const).flatMap((half) => [
  { half, what: 'dates', reader: 'Dateline', ...scores(half, 'dates', readOurDates) },
  { half, what: 'dates', reader: 'chrono-node alone', ...scores(half, 'dates', readChronoDates) },
  { half, what: 'mentions', reader: 'Dateline', ...scores(half, 'mentions', mentionReader()) },
]);

/** A table in Markdown: precision / recall / F1, in per cent. */
function table(): string {
  const cell = ({ precision, recall, f1 }: Score): string =>
    [precision, recall, f1].map((part) => part.toFixed(1)).join(' / ');
  const rows = measured.map((row) =>
    [row.half, row.what, row.reader, cell(row.found), cell(row.span), cell(row.value)].join(' | '),
  );
  const head = ['half | what | reader | found | span | value', '--- | --- | --- | --- | --- | ---'];
  return [...head, ...rows].map((row) => `| ${row} |\n`).join('');
}

beforeAll(() => {
  if (process.env['npm_lifecycle_event'] === 'eval') process.stdout.write(`\n${table()}\n`);
});

const heldOut = (what: string, reader: string): (typeof measured)[number] =>
  measured.find((row) => row.half === 'held-out' && row.what === what && row.reader === reader)!;

test('the documents are as many as are said, half of them held out', () => {
  expect(documentsIn('dev')).toHaveLength(16);
  expect(documentsIn('held-out')).toHaveLength(16);
});

test('dates of texts that nobody tuned for are read', () => {
  const { found, value } = heldOut('dates', 'Dateline');
  expect(found.f1).toBeGreaterThan(95);
  expect(value.f1).toBeGreaterThan(88);
  expect(value.f1).toBeGreaterThan(heldOut('dates', 'chrono-node alone').value.f1);
});

test('names in them are found', () => {
  expect(heldOut('mentions', 'Dateline').value.precision).toBeGreaterThan(90);
});
