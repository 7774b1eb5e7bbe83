import type { FastifyInstance } from 'fastify';
import type { DataSource } from 'typeorm';
import type { Changes } from '../database/changes';
import { troubleOf } from '../database/trouble';
import type { Stopping } from './stopping';

export interface Health {
  db: DataSource;
  changes: Changes;
  stopping: Stopping;
}

/** `/healthz`: the process lives. `/readyz`: it may be sent requests. */
export function addHealth(app: FastifyInstance, health: Health): void {
  app.get('/healthz', () => ({ status: 'alive' }));
  app.get('/readyz', async (request, reply) => {
    const trouble = await reasonOf(health).catch((error: unknown) => {
      request.log.warn({ err: error, ...troubleOf(error) }, 'not ready');
      return 'the database is not available';
    });
    return trouble === null
      ? { status: 'ready' }
      : reply.code(503).header('retry-after', '1').send({ status: trouble });
  });
}

/** Why nothing should be sent here now; null where it may. @throws when the database can't be asked */
async function reasonOf({ db, changes, stopping }: Health): Promise<string | null> {
  if (stopping.hasBegun) return 'the server is stopping';
  await db.query('SELECT 1');
  return changes.isListening ? null : 'the server does not hear of changes yet';
}
