import { DataSource, type Logger } from 'typeorm';
import { migrations } from '../../migrations';
import { models } from './models';
import { SnakeCaseNaming } from './naming';
import { poolOptions, type PoolLimits } from './pool';

export interface DatabaseOptions extends PoolLimits {
  url: string;
  logger?: Logger;
}

/** The database with its models and migrations, not yet connected. */
export function databaseAt(options: DatabaseOptions): DataSource {
  return new DataSource({
    type: 'postgres',
    url: options.url,
    applicationName: 'dateline',
    namingStrategy: new SnakeCaseNaming(),
    entities: models,
    migrations,
    migrationsTransactionMode: 'all',
    ...(options.logger && { logger: options.logger, logging: ['query'] }),
    extra: poolOptions(options),
  });
}
