import { parseArgs } from 'node:util';

const text = (value) => ({ type: 'string', default: value });
const flag = { type: 'boolean', default: false };

const { values } = parseArgs({
  options: {
    /** Which database: 20k, 200k or 1m. */
    scale: text('20k'),
    /** Names in contestants/; dateline:VARIANT and dateline@/another/checkout as well. */
    contestants: text('baseline,dateline'),
    workloads: text('W1,W2,W3,W4,W5,W6,W7'),
    /** Rounds are interleaved: A B C, B C A, … */
    rounds: text('5'),
    /** A burst sends at least so many requests, and lasts at least so long, but never longer. */
    requests: text('200'),
    'min-ms': text('1500'),
    'max-ms': text('10000'),
    connections: text('8'),
    /** Sent before a contestant's first burst of a workload: V8 compiles what is hot. */
    'warm-up-ms': text('3000'),
    /** Sent before every burst: pools reconnect, PostgreSQL plans anew. */
    'prime-ms': text('700'),
    /** So many times is each contestant started; the median is reported. */
    starts: text('3'),
    /** How many sets of variables are compared, for each workload. */
    check: text('40'),
    'check-only': flag,
    /** system, or 24. */
    node: text('system'),
    /** What the others are measured by. */
    baseline: text('baseline'),
    /** Prints tables for the README as well. */
    markdown: flag,
    /** Sends the workload W1c too: the same front page again and again. */
    repeat: flag,
    /** Sends so many mixed requests to each contestant and watches its memory, in place of measuring. */
    soak: text('0'),
    out: text(''),
  },
});

const NUMBERS = [
  ...['rounds', 'requests', 'min-ms', 'max-ms', 'connections', 'warm-up-ms', 'prime-ms', 'starts'],
  ...['check', 'soak'],
];

/** What the command line asks for. */
export const options = {
  ...values,
  ...Object.fromEntries(NUMBERS.map((name) => [name, Number(values[name])])),
  contestants: values.contestants.split(',').filter(Boolean),
  workloads: [...values.workloads.split(','), ...(values.repeat ? ['W1c'] : [])].filter(Boolean),
};
