import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Closers } from '../closers.js';
import { startEngines } from './engines.js';
import { LoadGenerator } from './load-generator.js';
import type { BenchOptions, Profile } from './options.js';
import { peakMemoryMiB, usageOfTree } from './process-tree.js';
import { Product } from './product.js';
import { type Bench, runScenario, type Scenario, type ScenarioResult } from './scenario.js';

/** More than the server can take: what is prepared must last for the whole time. */
const MOST_EVENTS_PER_SECOND = 50_000;
const MOST_SINGLES_PER_SECOND = 6_000;
const BATCH = 1_000;
const BATCH_CONNECTIONS = 8;
const SINGLE_CONNECTIONS = 64;
/** The last event lies this far in the past. */
const UNTIL_MS = 3_600_000;
const SAMPLE_EVERY_MS = 1_000;

export interface ProfileResult {
  readonly profile: Profile;
  readonly engines: Readonly<Record<string, string>>;
  readonly readyAfterMs: number;
  readonly warmUp: { readonly events: number; readonly eventsPerSecond: number };
  readonly scenarios: readonly ScenarioResult[];
  /** The most over all scenarios. */
  readonly peakMemoryMiB: { readonly server: number; readonly postgres: number; readonly redis: number };
}

/** Boots the product on the engines of a profile and runs every scenario on it. */
export async function runProfile(
  root: string,
  profile: Profile,
  options: BenchOptions,
  say: (text: string) => void,
): Promise<ProfileResult> {
  const closers = new Closers();
  try {
    const folder = await mkdtemp(join(tmpdir(), 'grapevine-bench-'));
    closers.add(() => rm(folder, { recursive: true, force: true }));
    const engines = await startEngines(profile, folder);
    closers.add(() => engines.stop());
    const { cpuProfile } = options;
    const profiling = cpuProfile === undefined ? [] : ['--cpu-prof', `--cpu-prof-dir=${cpuProfile}`];
    const product = await Product.start(root, engines.environment, profiling);
    closers.add(() => product.stop());
    const load = new LoadGenerator();
    closers.add(() => load.close());
    return await measure({ product, engines, load }, profile, options, say);
  } finally {
    await closers.close();
  }
}

async function measure(
  bench: Bench,
  profile: Profile,
  options: BenchOptions,
  say: (text: string) => void,
): Promise<ProfileResult> {
  const { product, engines } = bench;
  const { engines: about } = await product.status();
  const postmaster = await engines.postmaster();
  let [postgres, redis] = [0, 0];
  const sampling = setInterval(() => {
    postgres = Math.max(postgres, usageOfTree(postmaster).memoryMiB);
    if (engines.redis !== undefined) redis = Math.max(redis, peakMemoryMiB(engines.redis));
  }, SAMPLE_EVERY_MS);
  try {
    say(`${profile}: making 375,000 members known`);
    const warmUp = await makeMembersKnown(bench);
    const scenarios = await runScenarios(bench, options, (name) => say(`${profile}: ${name}`));
    return {
      profile,
      engines: Object.fromEntries(
        Object.entries(about).map(([name, { kind, version }]) => [name, `${kind} ${version}`]),
      ),
      readyAfterMs: product.readyAfterMs,
      warmUp,
      scenarios,
      peakMemoryMiB: { server: peakMemoryMiB(product.pid), postgres, redis },
    };
  } finally {
    clearInterval(sampling);
  }
}

/** Also warms up the server's code, so that no scenario pays for compiling it. */
async function makeMembersKnown({ product, load }: Bench): Promise<ProfileResult['warmUp']> {
  await load.prepare({ port: product.port, key: product.key }, 'known members', 5_000, Date.now() - UNTIL_MS);
  const { result } = await load.run(product.port, { kind: 'closed', connections: 4 }, 600);
  const seconds = ((await product.settled()) - result.firstSentAt) / 1000;
  return { events: result.accepted, eventsPerSecond: result.accepted / seconds };
}

async function runScenarios(
  bench: Bench,
  options: BenchOptions,
  say: (name: string) => void,
): Promise<ScenarioResult[]> {
  const { seconds, order, deliveriesOnly } = options;
  const until = Date.now() - UNTIL_MS;
  const results: ScenarioResult[] = [];
  const run = async (scenario: Omit<Scenario, 'seconds' | 'plan'>, events: number): Promise<ScenarioResult> => {
    say(scenario.name);
    const plan = { run: results.length, events: Math.ceil(events), until, order, deliveriesOnly };
    const result = await runScenario(bench, { ...scenario, plan, seconds });
    results.push(result);
    return result;
  };
  const batches = await run(
    {
      name: deliveriesOnly ? 'statuses of messages' : `batches of ${BATCH}`,
      batch: BATCH,
      pace: { kind: 'closed', connections: BATCH_CONNECTIONS },
    },
    seconds * MOST_EVENTS_PER_SECOND,
  );
  if (deliveriesOnly) return results;
  const batchesASecond = batches.eventsPerSecond / 2 / BATCH;
  await run(
    {
      name: `batches of ${BATCH}, half load`,
      batch: BATCH,
      pace: { kind: 'open', connections: 64, requestsPerSecond: batchesASecond },
    },
    (seconds + 1) * batchesASecond * BATCH,
  );
  const singles = await run(
    { name: 'single events', batch: 1, pace: { kind: 'closed', connections: SINGLE_CONNECTIONS } },
    seconds * MOST_SINGLES_PER_SECOND,
  );
  const singlesASecond = singles.eventsPerSecond / 2;
  await run(
    {
      name: 'single events, half load',
      batch: 1,
      pace: { kind: 'open', connections: SINGLE_CONNECTIONS, requestsPerSecond: singlesASecond },
    },
    (seconds + 1) * singlesASecond,
  );
  return results;
}
