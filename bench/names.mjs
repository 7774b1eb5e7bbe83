// What finding names costs: `node bench/names.mjs`, after `npm run build`, on a quiet machine.
import { createRequire } from 'node:module';
import { seededRandom } from './dataset.mjs';
