import path from 'node:path';
import { workloads } from '../lib/workloads.mjs';

export default () => ({
  title: 'node:http and one hand-written statement a request that gives the finished JSON',
  command: ['node', path.join(import.meta.dirname, '../baseline/server.mjs')],
  requestFor: (workload, variables) => ({ path: `/${workload.slice(0, 2)}`, body: variables }),
  answers: Object.keys(workloads),
});
