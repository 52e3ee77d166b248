import type { NaiveResult } from '../naive.js';
import type { ProfileResult } from './run-profile.js';
import type { ScenarioResult } from './scenario.js';

const n = (value: number, digits = 0): string =>
  Number.isFinite(value)
    ? value.toLocaleString('en-US', { maximumFractionDigits: digits, minimumFractionDigits: digits })
    : '-';
const pair = (a: number, b: number, digits = 0): string => `${n(a, digits)} / ${n(b, digits)}`;

const ROWS: readonly [string, (s: ScenarioResult) => string][] = [
  ['events/s, end to end', (s) => n(s.eventsPerSecond)],
  ['requests/s', (s) => n(s.requestsPerSecond, s.requestsPerSecond < 100 ? 1 : 0)],
  ['accepted events', (s) => n(s.accepted)],
  ['sending + draining, s', (s) => `${n(s.sendingSeconds, 1)} + ${n(s.drainingSeconds, 1)}`],
  ['acknowledged p50 / p99, ms', (s) => pair(s.acknowledgementMs.p50, s.acknowledgementMs.p99, 1)],
  ['visible p50 / p99, s', (s) => pair(s.visibleMs.p50 / 1000, s.visibleMs.p99 / 1000, 2)],
  ['probes', (s) => n(s.visibleMs.count)],
  ['asked to come back (503, 429)', (s) => n(s.refusals)],
  ['jobs an event', (s) => n(s.jobsPerEvent, 5)],
  ['inserts an event', (s) => n(s.insertsPerEvent, 5)],
  ['rows an insert', (s) => n(s.rowsPerInsert)],
  ['rows written an event', (s) => n(s.rowsPerEvent, 2)],
  ['CPU s: server', (s) => n(s.cpuSeconds.server, 1)],
  ['CPU s: PostgreSQL', (s) => n(s.cpuSeconds.postgres, 1)],
  ['CPU s: Redis', (s) => n(s.cpuSeconds.redis, 1)],
  ['CPU s: load', (s) => n(s.cpuSeconds.load, 1)],
  ['CPU s: others on the machine', (s) => n(s.cpuSeconds.others, 1)],
  ['CPU microseconds an event', (s) => n((cpuOf(s) / s.accepted) * 1e6)],
];

const cpuOf = ({ cpuSeconds: { server, postgres, redis, load } }: ScenarioResult): number =>
  server + postgres + redis + load;

/** One profile as a table for people, a column for each scenario. */
export function profileText(result: ProfileResult): string {
  const header = ['', ...result.scenarios.map((s) => s.name)];
  const rows = [header, ...ROWS.map(([label, show]) => [label, ...result.scenarios.map(show)])];
  const widths = header.map((_, column) => Math.max(...rows.map((row) => (row[column] ?? '').length)));
  const lines = rows.map((row) =>
    row.map((cell, i) => (i === 0 ? cell.padEnd(widths[i] as number) : cell.padStart(widths[i] as number))).join('  '),
  );
  const { server, postgres, redis } = result.peakMemoryMiB;
  const notes = result.scenarios
    .filter((s) => s.ranOut)
    .map((s) => `${s.name}: everything prepared was sent before the time was over.`);
  return [
    `\n${result.profile}: ${Object.entries(result.engines)
      .map(([name, about]) => `${name} ${about}`)
      .join(', ')}`,
    `ready after ${n(result.readyAfterMs / 1000, 1)} s; warm-up ${n(result.warmUp.events)} events at ${n(result.warmUp.eventsPerSecond)} a second`,
    ...lines,
    `peak memory, MiB: server ${n(server)}, PostgreSQL ${n(postgres)}${redis > 0 ? `, Redis ${n(redis)}` : ''}`,
    ...notes,
  ].join('\n');
}

/** The naive way, as a ratio to what the profiles reached with batches. */
export function naiveText(naive: NaiveResult, profiles: readonly ProfileResult[]): string {
  const ratios = profiles.map(({ profile, scenarios }) => {
    const best = scenarios[0]?.eventsPerSecond ?? Number.NaN;
    return `${n(best / naive.eventsPerSecond, 1)} times (${profile})`;
  });
  return (
    `\nnaive (one job and one insert an event, same validation, no HTTP): ${n(naive.eventsPerSecond)} events/s over ` +
    `${n(naive.events)} events; batches reach ${ratios.join(', ')}`
  );
}
