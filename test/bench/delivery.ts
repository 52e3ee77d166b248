import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { Warehouse } from '@grapevine/warehouse';
import { Closers } from './closers.js';
import { fill } from './delivery/fill.js';
import { type Cost, costOf } from './delivery/measure.js';
import { NAIVE, QUESTIONS, type Question, STORED } from './delivery/questions.js';
import { costOfSealedMonth } from './delivery/sealed.js';
import { peakMemoryMiB } from './ingest/process-tree.js';
import { profileText } from './ingest/report.js';
import { runProfile } from './ingest/run-profile.js';

// npm run bench:delivery: what questions about delivery cost, and how fast statuses of messages come in. See docs/performance.md.
const ROOT = resolve(import.meta.dirname, '../../..');
const USAGE = `npm run bench:delivery [-- options]

  --deliveries N   (message, recipient) over 30 days (default 10000000; 1000000 for a first look)
  --runs N         of each question (default 5)
  --seconds N      of statuses sent to the server (default 30; 0 for none)
`;

const say = (text: string): unknown => process.stderr.write(`${text}\n`);
const n = (value: number, digits = 0): string =>
  value.toLocaleString('en-US', { maximumFractionDigits: digits, minimumFractionDigits: digits });

function optionsOf(args: readonly string[]) {
  const text = (value: string) => ({ type: 'string', default: value }) as const;
  const options = {
    deliveries: text('10000000'),
    runs: text('5'),
    seconds: text('30'),
    help: { type: 'boolean' },
  } as const;
  const { help, ...values } = parseArgs({ args: [...args], options }).values;
  if (help) return undefined;
  const [deliveries, runs, seconds] = [values.deliveries, values.runs, values.seconds].map(Number) as [
    number,
    number,
    number,
  ];
  if (!(deliveries >= 1_000 && runs >= 1 && seconds >= 0)) {
    throw new Error('--deliveries must be at least 1000, --runs at least 1 and --seconds at least 0.');
  }
  return { deliveries, runs, seconds };
}

const costText = (name: string, { wall: [p50, p95], cpu, others, rows }: Cost, naive: Cost | undefined): string =>
  `${name.padEnd(26)} wall p50 ${n(p50, 2)} s, p95 ${n(p95, 2)} s; processor ${n(cpu, 2)} s; ${n(rows)} rows; others used ${n(others, 1)} cores` +
  (naive ? `; naive costs ${n(naive.cpu / cpu, 1)} times the processor time` : '');

async function measureQuestions(closers: Closers, deliveries: number, runs: number): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'grapevine-delivery-'));
  closers.add(() => rm(folder, { recursive: true, force: true }));
  const id = '00000000-0000-4000-8000-000000000001';
  const instance = { id, hasMembers: false, lastMemberNumbers: new Map(), bindWarehouse: async () => undefined };
  const warehouse = await Warehouse.open({ url: undefined, dataDir: folder }, instance);
  closers.add(() => warehouse.close());
  const empty = await costOf(warehouse, QUESTIONS['by day and channel'] as Question, runs);
  if (empty) console.log(costText('nothing stored', empty, undefined));
  await fill(warehouse, deliveries, say);
  for (const stored of await warehouse.query(STORED)) console.log(JSON.stringify(stored));
  const filled = peakMemoryMiB(process.pid);
  const costs: [string, Cost | undefined][] = [];
  for (const [name, question] of Object.entries(QUESTIONS)) costs.push([name, await costOf(warehouse, question, runs)]);
  console.log(`peak memory: ${n(peakMemoryMiB(process.pid))} MiB with questions, ${n(filled)} MiB before`);
  const naive = await costOf(warehouse, NAIVE, runs);
  for (const [name, cost] of costs) {
    const ratio = name === 'by day and channel' ? naive : undefined;
    console.log(cost ? costText(name, cost, ratio) : `${name}: given up by the engine`);
  }
  console.log(naive ? costText('naive, by day and channel', naive, undefined) : 'naive: given up by the engine');
}

async function measureSealed(closers: Closers, runs: number): Promise<void> {
  const { p50, p95, first, cpu, others } = await costOfSealedMonth(ROOT, closers, 10 * runs);
  console.log(
    `sealed, by day and channel, over HTTP: p50 ${n(p50, 3)} s, p95 ${n(p95, 3)} s, first ${n(first, 3)} s; ` +
      `processor ${n(cpu, 3)} s; others used ${n(others, 1)} cores`,
  );
}

async function main(): Promise<void> {
  const options = optionsOf(process.argv.slice(2));
  if (!options) return void process.stdout.write(USAGE);
  const closers = new Closers();
  try {
    await measureSealed(closers, options.runs);
    await measureQuestions(closers, options.deliveries, options.runs);
  } finally {
    await closers.close();
  }
  if (options.seconds === 0) return;
  const load = { seconds: options.seconds, order: 'time', deliveriesOnly: true, naive: false } as const;
  console.log(
    profileText(
      await runProfile(
        ROOT,
        'embedded',
        { ...load, profiles: ['embedded'], json: undefined, cpuProfile: undefined },
        say,
      ),
    ),
  );
}

await main().catch((error: Error) => {
  console.error(error.message);
  process.exitCode = 1;
});
