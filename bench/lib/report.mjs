// Tables of what was measured: for the terminal, and in Markdown for the README.
import { median, spread } from './statistics.mjs';
import { workloads } from './workloads.mjs';

const number = (value, digits) => (Number.isFinite(value) ? value.toFixed(digits) : '–');
function range({ median: middle, least, most }, digits = 2) {
  if (!Number.isFinite(middle)) return '–';
  return `${number(middle, digits)} (${number(least, digits)}–${number(most, digits)})`;
}

/** What the rounds of one contestant and workload come to, beside the baseline's of the same rounds. */
function summary(rounds, baseRounds) {
  const column = (key) => spread(rounds.map((round) => round[key]));
  const ratios = (key) =>
    spread(rounds.map((round, i) => round[key] / (baseRounds?.[i]?.[key] ?? NaN)));
  return {
    server: column('serverMs'),
    postgres: column('postgresMs'),
    total: column('totalMs'),
    ratio: ratios('totalMs'),
    perSecond: column('perSecond'),
    p50: column('p50'),
    p99: column('p99'),
    kilobytes: column('kilobytes'),
    bad: rounds.reduce((sum, { bad }) => sum + bad, 0),
  };
}

const COLUMNS = [
  ['contestant', (row) => row.label],
  ['server ms', ({ server }) => range(server)],
  ['PostgreSQL ms', ({ postgres }) => range(postgres)],
  ['total ms', ({ total }) => range(total)],
  ['× baseline', ({ ratio }) => range(ratio)],
  ['requests/s', ({ perSecond }) => number(perSecond.median, 0)],
  ['p50 ms', ({ p50 }) => number(p50.median, 1)],
  ['p99 ms', ({ p99 }) => number(p99.median, 1)],
  ['kB', ({ kilobytes }) => number(kilobytes.median, 1)],
];

const START_COLUMNS = [
  ['contestant', ({ label }) => label],
  ['Node', ({ nodeVersion }) => nodeVersion],
  ['first answer ms', ({ startMs }) => range(startMs, 0)],
  ['idle MB', ({ idleMb }) => number(idleMb, 0)],
  ['after load MB', ({ loadedMb }) => number(loadedMb, 0)],
];

const cells = (columns, row) => columns.map(([, show]) => show(row));

function plainTable(columns, rows) {
  const lines = [columns.map(([title]) => title), ...rows.map((row) => cells(columns, row))];
  const widths = columns.map((_, i) => Math.max(...lines.map((line) => line[i].length)));
  const pad = (text, i) => (i === 0 ? text.padEnd(widths[i]) : text.padStart(widths[i] + 2));
  return lines.map((line) => line.map(pad).join('')).join('\n');
}

function markdownTable(columns, rows) {
  const line = (texts) => `| ${texts.join(' | ')} |`;
  const rule = columns.map((_, i) => (i === 0 ? '---' : '--:'));
  return [columns.map(([title]) => title), rule, ...rows.map((row) => cells(columns, row))]
    .map(line)
    .join('\n');
}

/** The rows of a workload: one for each contestant that was measured. */
export function rowsOf(results, workload, baseline) {
  const measured = results.filter(({ rounds }) => rounds[workload]?.length);
  const base = measured.find(({ label }) => label === baseline)?.rounds[workload];
  return measured.map(({ label, rounds }) => ({ label, ...summary(rounds[workload], base) }));
}

export function report(results, { options, facts }) {
  const tableOf = options.markdown ? markdownTable : plainTable;
  const heading = (text) => (options.markdown ? `**${text}**\n` : text);
  const parts = options.workloads.map((workload) => {
    const rows = rowsOf(results, workload, options.baseline);
    const bad = rows.filter((row) => row.bad).map((row) => `${row.label}: ${row.bad} bad answers`);
    const title = heading(`${workload}: ${workloads[workload].title}`);
    return [title, tableOf(COLUMNS, rows), ...bad].join('\n');
  });
  const starts = [heading('Start and memory'), tableOf(START_COLUMNS, results)].join('\n');
  return [facts, ...parts, starts, noiseLine(results)].join('\n\n');
}

function noiseLine(results) {
  const rounds = results.flatMap(({ rounds: byWorkload }) => Object.values(byWorkload).flat());
  const noise = rounds.map((round) => round.noise);
  return `Processors busy with something else meanwhile: ${number(median(noise), 2)}, at most ${number(Math.max(...noise), 2)}.`;
}
