// Starts the bench's PostgreSQL and leaves it running, or ends it:  node pg.mjs [--stop]
import { databaseUrl, SCALES, startPostgres } from './lib/postgres.mjs';

if (process.argv.includes('--stop')) {
  const server = await startPostgres();
  await server.stop();
  console.log('PostgreSQL is down, unless another process still uses it.');
} else {
  for (const scale of Object.keys(SCALES)) console.log(await databaseUrl(scale));
}
// What is left is the connection that keeps PostgreSQL up; it goes with this process.
process.exit();
