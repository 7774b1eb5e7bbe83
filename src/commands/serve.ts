import { join } from 'node:path';
import { Command } from 'commander';
import type { FastifyInstance } from 'fastify';
import { pino, type Logger } from 'pino';
import { readConfig, type Config } from '../config';
import { migrate } from '../database/migrate';
import { limitsOf } from '../database/pool';
import { openDatabase, type OpenDatabase } from '../database/open';
import { readDesk } from '../desk/read-desk';
import { writeDesk } from '../desk/write-desk';
import { holdingsOf } from '../holdings';
import { watchProcess } from '../operations/metrics';
import { serializers } from '../operations/log';
import { Stopping } from '../operations/stopping';
import { createServer } from '../server';
import { print, UsageError } from './terminal';

/** The sample desk, seen from the compiled file. */
const SAMPLE_DESK = join(__dirname, '../../../content');

const TO_TRY = [
  '{ articles(first: 3) { nodes { headline section { name } entities(first: 3) { nodes { name } } } } }',
  '{ country(slug: "syria") { officeHolders(asOf: "2025-01-30") { title holder { name } citations { quote } } } }',
  '{ base(slug: "qamishli-airport") { presence { status operator { name } start { edtf } end { edtf } } } }',
];

interface Running {
  app: FastifyInstance;
  open: OpenDatabase;
  stopping: Stopping;
}

export function serveCommand(): Command {
  return new Command('serve')
    .description('Start the server; without DATABASE_URL, on its embedded database.')
    .action(async () => {
      const config = readConfig();
      const log = createLog(config);
      watchProcess();
      const running = start(config, log);
      stopOnSignals(running, log);
      await greet(await running);
    });
}

async function start(config: Config, log: Logger): Promise<Running> {
  const open = await prepare(config);
  let app: FastifyInstance | undefined;
  try {
    const stopping = new Stopping(config.DATELINE_DRAIN_MS);
    app = await createServer({ config, db: open.db, log, stopping });
    await listen(app, config);
    return { app, open, stopping };
  } catch (error) {
    await app?.close();
    await open.close();
    throw error;
  }
}

function createLog(config: Config): Logger {
  const pretty = process.stdout.isTTY ? { transport: { target: 'pino-pretty' } } : {};
  return pino({ level: config.DATELINE_LOG_LEVEL, serializers, ...pretty });
}

/** Migrates, loads the sample desk into an embedded database that is empty, and opens the pool of readers. */
async function prepare(config: Config): Promise<OpenDatabase> {
  const setup = await openDatabase(config, { poolSize: 3, poolTimeoutMs: 10_000 });
  try {
    await migrate(setup.db);
    if (setup.embedded && (await holdingsOf(setup.db)).articles === 0) {
      await writeDesk(setup.db, await readDesk(SAMPLE_DESK));
    }
    return await openDatabase(config, limitsOf(config));
  } finally {
    await setup.close();
  }
}

async function listen(app: FastifyInstance, { HOST, PORT }: Config): Promise<void> {
  try {
    await app.listen({ host: HOST, port: PORT });
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EADDRINUSE') {
      throw new UsageError(`Port ${PORT} is in use. Set PORT to another one.`);
    }
    if (code === 'EACCES') throw new UsageError(`Port ${PORT} may not be opened by this user.`);
    if (code === 'ENOTFOUND' || code === 'EADDRNOTAVAIL') {
      throw new UsageError('HOST is no address of this machine.');
    }
    throw error;
  }
}

async function greet({ app, open }: Running): Promise<void> {
  const { articles, entities, events } = await holdingsOf(open.db);
  const address = app.listeningOrigin.replace('127.0.0.1', 'localhost');
  print(
    `Dateline at ${address}/graphql · ${articles} articles, ${entities} entities, ${events} events · data in ${open.place}`,
  );
  print('Open it in a browser, or try:');
  for (const query of TO_TRY) print(`  ${query}`);
}

/**
 * Drains and ends in good order, also while still starting; a second signal ends at once. After an error
 * that nobody caught nothing is certain any more: it ends in the same way, and says that it failed.
 */
function stopOnSignals(running: Promise<Running>, log: Logger): void {
  let begun = false;
  const stop = async (): Promise<void> => {
    const { app, open, stopping } = await running;
    await stopping.stop(app);
    await open.close();
  };
  const begin = (exitCode: number): void => {
    if (begun) process.exit(1);
    begun = true;
    process.exitCode = exitCode;
    stop()
      // What was loaded may hold the process up: a timer, a socket of a library.
      .then(() => process.exit(exitCode))
      .catch((error: unknown) => {
        log.error({ err: error }, 'stopping failed');
        process.exit(1);
      });
  };
  const onSignal = (signal: NodeJS.Signals): void => {
    log.info({ signal }, 'stopping');
    begin(0);
  };
  process.on('SIGTERM', onSignal);
  process.on('SIGINT', onSignal);
  for (const event of ['uncaughtException', 'unhandledRejection'] as const) {
    process.on(event, (error: unknown) => {
      log.fatal({ err: error }, 'an error that nobody caught: stopping');
      begin(1);
    });
  }
}
