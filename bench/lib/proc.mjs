// CPU time and memory of processes and their descendants, from /proc: Linux alone.
import { readdirSync, readFileSync, readlinkSync } from 'node:fs';

/** A tick of /proc/PID/stat: USER_HZ is 100 wherever Node runs. */
const TICK_MS = 10;

function read(path) {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return ''; // It ended a moment ago.
  }
}

function list(path) {
  try {
    return readdirSync(path);
  } catch {
    return [];
  }
}

function link(path) {
  try {
    return readlinkSync(path);
  } catch {
    return '';
  }
}

function stat(pid) {
  const text = read(`/proc/${pid}/stat`);
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
  const [ticks, reaped] = [11, 13].map(
    (i) => (Number(fields[i]) + Number(fields[i + 1])) * TICK_MS,
  );
  return text ? { parent: Number(fields[1]), ticks, reaped } : undefined;
}

export const parentOf = (pid) => stat(pid)?.parent;

function familyOf(pid) {
  const running = list('/proc').filter((name) => /^\d+$/.test(name));
  const parents = running.map((name) => [Number(name), parentOf(name)]);
  const family = [pid];
  for (const member of family) {
    family.push(...parents.filter(([, parent]) => parent === member).map(([child]) => child));
  }
  return family;
}

/** What a process has run, to the nanosecond where the kernel keeps schedstat, for its living threads. */
function runTime(pid, ticks) {
  const threads = list(`/proc/${pid}/task`);
  const times = threads.map((thread) => read(`/proc/${pid}/task/${thread}/schedstat`));
  if (!times.every(Boolean)) return { ms: ticks, threads: 0 };
  const ms = times.reduce((sum, text) => sum + Number(text.split(' ')[0]) / 1e6, 0);
  return { ms, threads: threads.length };
}

/** The CPU time that a process and its descendants have used so far, but for those left out by their command. */
export function snapshot(pid, leavesOut = () => false) {
  const processes = new Map();
  const alive = new Map();
  let reaped = 0;
  for (const member of familyOf(pid)) {
    const times = stat(member);
    if (!times) continue;
    alive.set(member, times.ticks);
    if (leavesOut(read(`/proc/${member}/cmdline`), member)) continue;
    processes.set(member, { ...times, ...runTime(member, times.ticks) });
    reaped += times.reaped;
  }
  return { processes, alive, reaped };
}

/** Housekeeping is no part of a request. */
const HOUSEKEEPING =
  /checkpointer|walwriter|background writer|autovacuum|logical replication|io worker/;

/**
 * What PostgreSQL has used for one server: not for others that use it meanwhile. A session's command
 * names the client's port, and a parallel worker's the session that it works for.
 */
export function postgresSnapshot(postmaster, server) {
  const ports = portsOf(server);
  const others = new Set();
  return snapshot(postmaster, (command, pid) => {
    const port = /^postgres: .*\((\d+)\)/.exec(command)?.[1];
    const leader = /parallel worker for PID (\d+)/.exec(command)?.[1];
    const isOthers = port ? !ports.has(Number(port)) : others.has(Number(leader));
    if (isOthers) others.add(pid);
    return isOthers || HOUSEKEEPING.test(command);
  });
}

/** The local ports of a process's TCP connections. */
function portsOf(pid) {
  const sockets = new Set(list(`/proc/${pid}/fd`).map((fd) => link(`/proc/${pid}/fd/${fd}`)));
  const rows = read(`/proc/${pid}/net/tcp`).trim().split('\n').slice(1);
  const own = rows
    .map((row) => row.trim().split(/\s+/))
    .filter((row) => sockets.has(`socket:[${row[9]}]`));
  return new Set(own.map(([, local]) => parseInt(local.split(':')[1], 16)));
}

/** CPU milliseconds between two snapshots. */
export function used(before, after) {
  let ms = 0;
  // Who has ended in between left all of its time to its parent: what was known before comes off again.
  let ended = after.reaped - before.reaped;
  for (const [pid, ticks] of before.alive) if (!after.alive.has(pid)) ended -= ticks;
  for (const [pid, now] of after.processes) ms += since(before.processes.get(pid), now);
  return ms + Math.max(0, ended);
}

function since(was = { ms: 0, ticks: 0, threads: 0 }, now) {
  // The times of a thread that has ended are gone; then the coarser ones of the process are right.
  return now.threads >= was.threads ? now.ms - was.ms : now.ticks - was.ticks;
}

/** Resident memory in megabytes. */
export function residentMb(pid) {
  const kilobytes = familyOf(pid).map((member) =>
    Number(/VmRSS:\s+(\d+)/.exec(read(`/proc/${member}/status`))?.[1] ?? 0),
  );
  return kilobytes.reduce((sum, kb) => sum + kb, 0) / 1024;
}

/** CPU milliseconds that the whole machine has used, to tell how much of it was not ours. */
export function machineTime() {
  const ticks = read('/proc/stat').split('\n')[0].trim().split(/\s+/).slice(1).map(Number);
  const [user, nice, system, , , irq, softirq] = ticks;
  return (user + nice + system + irq + softirq) * TICK_MS;
}
