import { readConfig } from './config';
import { databaseAt } from './database/data-source';

/** What TypeORM's command line compares the models with: the migrated database at DATABASE_URL. */
export default databaseAt({ url: readConfig().DATABASE_URL ?? '' });
