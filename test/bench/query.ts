import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { Warehouse } from '@grapevine/warehouse';
import { Closers } from './closers.js';
import { peakMemoryMiB } from './ingest/process-tree.js';
import { fill } from './query/fill.js';
import { type Cost, costOf, exponentOf } from './query/measure.js';
import { NAIVE, QUESTIONS, STORED } from './query/questions.js';

// npm run bench:query: what questions about members cost, and how that grows with their number. See docs/performance.md.
const USAGE = `npm run bench:query [-- options]

  --members LIST   sizes of the workspace, rising (default 10000000,50000000,100000000,200000000,400000000)
  --rows N         the largest size that is kept as rows too, for comparison (default 10000000)
  --runs N         of each question (default 20), as far as --seconds allows
  --seconds N      for the runs of one question (default 60)
`;

const n = (value: number, digits = 0): string =>
  value.toLocaleString('en-US', { maximumFractionDigits: digits, minimumFractionDigits: digits });

function optionsOf(args: readonly string[]) {
  const text = (value: string) => ({ type: 'string', default: value }) as const;
  const options = {
    members: text('10000000,50000000,100000000,200000000,400000000'),
    ...{ rows: text('10000000'), runs: text('20'), seconds: text('60') },
    help: { type: 'boolean' },
  } as const;
  const { help, ...values } = parseArgs({ args: [...args], options }).values;
  if (help) return undefined;
  const members = values.members.split(',').map(Number);
  const [rows, runs, seconds] = [Number(values.rows), Number(values.runs), Number(values.seconds)];
  const rising = members.every((size, i) => size >= 1_000 && size > (members[i - 1] ?? 0));
  if (rising && rows >= 0 && runs >= 1 && seconds >= 1) return { members, rows, runs, seconds };
  throw new Error('--members must rise from 1000 on, --rows be 0 or more, --runs and --seconds 1 or more.');
}

const costText = (name: string, { runs, wall: [p50, p95], cpu, others }: Cost): string =>
  `  ${name.padEnd(46)} p50 ${n(p50, 3)} s, p95 ${n(p95, 3)} s of ${runs}; processor ${n(cpu, 3)} s; ` +
  `others used ${n(others, 1)} cores`;

async function measureSize(
  warehouse: Warehouse,
  members: number,
  { rows, runs, seconds }: NonNullable<ReturnType<typeof optionsOf>>,
): Promise<ReadonlyMap<string, Cost>> {
  console.log(`${n(members)} members`);
  for (const stored of await warehouse.query(STORED)) {
    console.log(`  ${stored.table}: ${n(stored.rows)} rows, ${n(stored.bytes / 2 ** 20)} MiB`);
  }
  const costs = new Map<string, Cost>();
  for (const [name, questions] of Object.entries({ ...QUESTIONS, ...(members <= rows ? NAIVE : {}) })) {
    const cost = await costOf(warehouse, questions, runs, seconds);
    console.log(cost ? costText(name, cost) : `  ${name}: given up by the engine`);
    if (cost) costs.set(name, cost);
  }
  console.log(`  peak memory of the process by now: ${n(peakMemoryMiB(process.pid))} MiB`);
  return costs;
}

function exponents(sizes: readonly (readonly [number, ReadonlyMap<string, Cost>])[]): void {
  for (const name of Object.keys(QUESTIONS)) {
    const spent = sizes.flatMap(([members, costs]) => {
      const cost = costs.get(name);
      return cost ? [[members, cost.cpu] as const] : [];
    });
    const exponent = exponentOf(spent);
    if (exponent !== undefined) console.log(`${name}: processor time grows as members ^ ${n(exponent, 2)}`);
  }
}

async function main(): Promise<void> {
  const options = optionsOf(process.argv.slice(2));
  if (!options) return void process.stdout.write(USAGE);
  const closers = new Closers();
  try {
    const folder = await mkdtemp(join(tmpdir(), 'grapevine-query-'));
    closers.add(() => rm(folder, { recursive: true, force: true }));
    const id = '00000000-0000-4000-8000-000000000001';
    const instance = { id, hasMembers: false, lastMemberNumbers: new Map(), bindWarehouse: async () => undefined };
    const warehouse = await Warehouse.open({ url: undefined, dataDir: folder }, instance);
    closers.add(() => warehouse.close());
    const sizes: [number, ReadonlyMap<string, Cost>][] = [];
    let filled = 0;
    for (const members of options.members) {
      await fill(warehouse, filled, members, members <= options.rows);
      filled = members;
      sizes.push([members, await measureSize(warehouse, members, options)]);
    }
    exponents(sizes);
  } finally {
    await closers.close();
  }
}

await main().catch((error: Error) => {
  console.error(error.message);
  process.exitCode = 1;
});
