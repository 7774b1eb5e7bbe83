import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildSchema, printSdl } from '../src/schema';

it('schema.graphql is the schema that the server has', () => {
  const file = readFileSync(join(__dirname, '..', 'schema.graphql'), 'utf8');
  const isCurrent = file === printSdl(buildSchema());
  expect(isCurrent || 'schema.graphql is out of date: run `npm run schema`').toBe(true);
});
