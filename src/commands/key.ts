import { Command, Option } from 'commander';
import { validate } from 'uuid';
import type { ApiKey } from '../access/api-key';
import { createApiKey, listApiKeys, revokeApiKey } from '../access/api-keys';
import { isPlainLine } from '../graphql/text';
import { Role } from '../graphql/viewer';
import { print, UsageError, withDatabase } from './terminal';

/** UTF-16 code units. */
const LONGEST_NAME = 100;

export function keyCommand(): Command {
  return new Command('key')
    .description('Keys by which editors, administrators and their systems are known.')
    .addCommand(create())
    .addCommand(list())
    .addCommand(revoke());
}

function create(): Command {
  return new Command('create')
    .description('Make a key. It is shown this once: only its hash is kept.')
    .requiredOption('--name <name>', 'who will hold it, as the audit trail is to name them')
    .addOption(
      new Option('--role <role>', 'what they may do')
        .choices(Object.keys(Role))
        .makeOptionMandatory(),
    )
    .action(async ({ name, role }: { name: string; role: Role }) => {
      if (name.trim() === '' || name.length > LONGEST_NAME || !isPlainLine(name)) {
        throw new UsageError(`A name is one line of at most ${LONGEST_NAME} characters.`);
      }
      await withDatabase(async ({ db }) => {
        const { key, apiKey } = await createApiKey(db, { name, role });
        print(`Key ${apiKey.uuid} for ${name}, ${role}. It is shown this once:`);
        print(key);
      });
    });
}

function list(): Command {
  return new Command('list')
    .description('Every key there has been, the newest first.')
    .action(async () => {
      await withDatabase(async ({ db }) => {
        const keys = await listApiKeys(db);
        if (keys.length === 0) print('There are no keys yet: dateline key create makes one.');
        for (const key of keys) print(lineOf(key));
      });
    });
}

function lineOf({ uuid, name, role, createdAt, lastUsedAt, revokedAt }: ApiKey): string {
  const used = lastUsedAt ? `last used ${lastUsedAt.toISOString()}` : 'never used';
  const revoked = revokedAt ? ` · revoked ${revokedAt.toISOString()}` : '';
  return `${uuid} · ${role} · ${name} · made ${createdAt.toISOString()} · ${used}${revoked}`;
}

function revoke(): Command {
  return new Command('revoke')
    .description('End a key, now and for good.')
    .argument('<id>', 'its id, as key list shows it')
    .action(async (id: string) => {
      if (!validate(id)) throw new UsageError('An id looks as in key list.');
      await withDatabase(async ({ db }) => {
        if (!(await revokeApiKey(db, id))) throw new UsageError('No key that holds has this id.');
        print(`Revoked: ${id}`);
      });
    });
}
