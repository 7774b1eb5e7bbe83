import { readConfig } from '../src/config';
import { databaseAt } from '../src/database/data-source';

/** What TypeORM's command line compares the models with: the migrated database at DATABASE_URL. */
export default databaseAt({ url: readConfig().DATABASE_URL ?? '' });
