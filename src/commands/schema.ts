import { Command } from 'commander';
import { deskJsonSchema } from '../desk/format';
import { buildSchema, printSdl } from '../schema';

export function schemaCommand(): Command {
  return new Command('schema')
    .description('Print the GraphQL schema (SDL).')
    .option('--desk', 'print the JSON Schema of a desk instead')
    .action(({ desk }: { desk?: true }) => {
      process.stdout.write(
        desk ? `${JSON.stringify(deskJsonSchema(), null, 2)}\n` : printSdl(buildSchema()),
      );
    });
}
