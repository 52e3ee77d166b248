import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { Closers } from './closers.js';
import { peakMemoryMiB } from './ingest/process-tree.js';
import { BenchEngine } from './query/engine.js';
import { fill } from './query/fill.js';
import { type Cost, costOf, exponentOf, type Runs } from './query/measure.js';
import {
  allowSealing,
  ask,
  assertComputed,
  forgetSealed,
  prepareWorkspace,
  sealed,
  startProduct,
} from './query/product.js';
import { COMPUTED, NAIVE, SEALED, STORED } from './query/questions.js';

// npm run bench:query: what questions about members cost, and how that grows with their number. See docs/performance.md.
const ROOT = resolve(import.meta.dirname, '../../..');
const USAGE = `npm run bench:query [-- options]

  --members LIST   sizes of the workspace, rising (default 10000000,50000000,100000000,200000000,400000000)
  --rows LIST      which of them are kept as rows too, for comparison (default 10000000,100000000; 0 for none)
  --runs N         of each question (default 20), as far as --seconds allows
  --seconds N      for the runs of one question (default 180)
`;

const n = (value: number, digits = 0): string =>
  value.toLocaleString('en-US', { maximumFractionDigits: digits, minimumFractionDigits: digits });

function optionsOf(args: readonly string[]) {
  const text = (value: string) => ({ type: 'string', default: value }) as const;
  const options = {
    members: text('10000000,50000000,100000000,200000000,400000000'),
    ...{ rows: text('10000000,100000000'), runs: text('20'), seconds: text('180') },
    help: { type: 'boolean' },
  } as const;
  const { help, ...values } = parseArgs({ args: [...args], options }).values;
  if (help) return undefined;
  const [members, rows] = [values.members, values.rows].map((list) => list.split(',').map(Number)) as [
    number[],
    number[],
  ];
  const [runs, seconds] = [Number(values.runs), Number(values.seconds)];
  const rising = members.every((size, i) => size >= 1_000 && size > (members[i - 1] ?? 0));
  if (rising && rows.every((size) => size >= 0) && runs >= 1 && seconds >= 1) return { members, rows, runs, seconds };
  throw new Error('--members must rise from 1000 on, --rows be numbers, --runs and --seconds 1 or more.');
}

type Costs = Map<string, Cost>;

function tell(costs: Costs, name: string, cost: Cost): void {
  costs.set(name, cost);
  console.log(
    `  ${name.padEnd(46)} p50 ${n(cost.p50, 3)} s, p95 ${n(cost.p95, 3)} s of ${cost.runs}, first ${n(cost.first, 3)} s; ` +
      `processor ${n(cost.cpu, 3)} s; others used ${n(cost.others, 1)} cores`,
  );
}

/** Asks the product, first while nothing is sealed, then what is. */
async function measureProduct(folder: string, closers: Closers, runs: Runs): Promise<Costs> {
  const costs: Costs = new Map();
  for (const [seals, questions] of [[false, COMPUTED] as const, [true, SEALED] as const]) {
    const product = await startProduct(ROOT, folder, seals);
    closers.add(() => product.kill());
    if (seals) await allowSealing(product, true);
    else await forgetSealed(product);
    for (const question of Object.values(questions)) await (seals ? sealed : assertComputed)(product, question);
    for (const [name, question] of Object.entries(questions)) {
      tell(costs, name, await costOf(product.pid, runs, () => ask(product, question)));
    }
    console.log(`  peak memory of the ${seals ? 'sealing ' : ''}product: ${n(peakMemoryMiB(product.pid))} MiB`);
    // A product that starts seals once, however seldom it does later.
    await allowSealing(product, false);
    await product.kill();
  }
  return costs;
}

/** Asks the rows, and deletes them: they take more space than the sets of four times as many members. */
async function measureNaive(engine: BenchEngine, runs: Runs): Promise<Costs> {
  const costs: Costs = new Map();
  for (const [name, statement] of Object.entries(NAIVE)) {
    tell(costs, name, await costOf(process.pid, runs, () => engine.run(statement)));
  }
  await engine.run('DROP TABLE bench_rows SYNC');
  return costs;
}

async function measureSize(
  folder: string,
  closers: Closers,
  { from, members, withRows, runs }: { from: number; members: number; withRows: boolean; runs: Runs },
): Promise<Costs> {
  console.log(`${n(members)} members`);
  const begun = performance.now();
  const engine = BenchEngine.open(join(folder, 'warehouse'));
  let naive: Costs = new Map();
  try {
    await fill(engine, from, members, withRows);
    console.log(`  filled in ${n((performance.now() - begun) / 1_000)} s`);
    for (const { table, rows, bytes } of await engine.run<{ table: string; rows: number; bytes: number }>(STORED)) {
      console.log(`  ${table}: ${n(rows)} rows, ${n(bytes / 2 ** 20)} MiB`);
    }
    if (withRows) naive = await measureNaive(engine, runs);
  } finally {
    engine.close();
  }
  const costs = await measureProduct(folder, closers, runs);
  const [usual, ours] = [naive.get('month as uniqExact over rows'), costs.get('running month')];
  if (usual && ours) console.log(`  running month: ${n(usual.p50 / ours.p50)} times faster than uniqExact over rows`);
  return costs;
}

function exponents(sizes: readonly (readonly [number, Costs])[]): void {
  for (const name of Object.keys({ ...SEALED, ...COMPUTED })) {
    const spent = sizes.flatMap(([members, costs]) => {
      const cost = costs.get(name);
      return cost ? [[members, cost.p50] as const] : [];
    });
    const exponent = exponentOf(spent);
    if (exponent !== undefined) console.log(`${name}: time grows as members ^ ${n(exponent, 2)}`);
  }
}

async function main(): Promise<void> {
  const options = optionsOf(process.argv.slice(2));
  if (!options) return void process.stdout.write(USAGE);
  const closers = new Closers();
  try {
    const folder = await mkdtemp(join(tmpdir(), 'grapevine-query-'));
    closers.add(() => rm(folder, { recursive: true, force: true }));
    // Makes the tables, and the workspace that all of them belong to; at the end, takes its PostgreSQL along.
    const product = await startProduct(ROOT, folder, false);
    await prepareWorkspace(product);
    await product.stop();
    closers.add(async () => (await startProduct(ROOT, folder, false)).stop());
    const sizes: [number, Costs][] = [];
    let from = 0;
    for (const members of options.members) {
      const withRows = options.rows.includes(members);
      sizes.push([members, await measureSize(folder, closers, { from, members, withRows, runs: options })]);
      from = members;
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
