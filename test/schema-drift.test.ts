import { readFileSync } from 'node:fs';
import { deskJsonSchema } from '../src/desk/format';
import { buildSchema, printSdl } from '../src/schema';

test.each([
  ['schema.graphql', () => printSdl(buildSchema())],
  ['content/desk.schema.json', () => `${JSON.stringify(deskJsonSchema(), null, 2)}\n`],
])('%s is what the code has', (file, current) => {
  const isCurrent = readFileSync(file, 'utf8') === current();
  expect(isCurrent || `${file} is out of date: run npm run schema`).toBe(true);
});
