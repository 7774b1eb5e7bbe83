import { documentsIn, type Collection, type Half } from './eval/documents';
import {
  nameReaders,
  readChronoDates,
  readChronoTimes,
  readOurDates,
  readOurTimes,
  type Reader,
} from './eval/readers';
import { AGREEMENTS, scoreOf, type Score } from './eval/score';
import { createTestDatabase } from './support/database';

type What = 'times' | 'names';

interface Row extends Record<keyof typeof AGREEMENTS, Score> {
  title: string;
}

const rows = new Map<string, Row>();

function measure(
  collection: Collection,
  what: What,
  called: string,
  readers: Record<string, Reader>,
): void {
  for (const half of ['dev', 'held-out'] as const) {
    const documents = documentsIn(collection, half);
    for (const [name, reader] of Object.entries(readers)) {
      const pairs = documents.map((document) => ({
        read: reader(document),
        annotated: document[what],
      }));
      rows.set([collection, half, what, name].join(), {
        title: [collection, half, called, name].join(' | '),
        found: scoreOf(pairs, AGREEMENTS.found),
        span: scoreOf(pairs, AGREEMENTS.span),
        value: scoreOf(pairs, AGREEMENTS.value),
      });
    }
  }
}

/** A table in Markdown: precision / recall / F1, in per cent. */
function table(): string {
  const cell = ({ precision, recall, f1 }: Score): string =>
    [precision, recall, f1].map((part) => part.toFixed(1)).join(' / ');
  const lines = [...rows.values()].map(({ title, found, span, value }) =>
    [title, cell(found), cell(span), cell(value)].join(' | '),
  );
  const head = [
    'texts | half | what | reader | found | span | value',
    '--- | --- | --- | --- | --- | --- | ---',
  ];
  return [...head, ...lines].map((line) => `| ${line} |\n`).join('');
}

beforeAll(async () => {
  const database = await createTestDatabase('desk');
  const { names, places } = await nameReaders(database.db);
  await database.close();
  measure('stories', 'times', 'dates', {
    Dateline: readOurDates,
    'chrono-node alone': readChronoDates,
  });
  measure('stories', 'names', 'mentions', { Dateline: names });
  measure('newswire', 'times', 'TIMEX3', {
    Dateline: readOurTimes,
    'chrono-node alone': readChronoTimes,
  });
  measure('newswire', 'names', 'places', { Dateline: places });
  if (process.env['npm_lifecycle_event'] === 'eval') process.stdout.write(`\n${table()}\n`);
});

const heldOut = (collection: Collection, what: What, reader = 'Dateline'): Row =>
  rows.get([collection, 'held-out', what, reader].join())!;

test('the documents are as many as are said, half of them held out', () => {
  const count = (collection: Collection, half: Half): number =>
    documentsIn(collection, half).length;
  expect([count('stories', 'dev'), count('stories', 'held-out')]).toEqual([16, 16]);
  expect([count('newswire', 'dev'), count('newswire', 'held-out')]).toEqual([12, 12]);
});

test.each(['stories', 'newswire'] as const)(
  'dates of %s that nobody tuned for are read',
  (collection) => {
    const { found, value } = heldOut(collection, 'times');
    expect(found.f1).toBeGreaterThan(95);
    expect(value.f1).toBeGreaterThan(88);
    expect(value.f1).toBeGreaterThan(heldOut(collection, 'times', 'chrono-node alone').value.f1);
  },
);

test.each(['stories', 'newswire'] as const)('names in %s are found', (collection) => {
  expect(heldOut(collection, 'names').value.precision).toBeGreaterThan(90);
});
