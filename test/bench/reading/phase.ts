import { setTimeout as sleep } from 'node:timers/promises';
import type { BenchEngines } from '../ingest/engines.js';
import type { LoadGenerator } from '../ingest/load-generator.js';
import type { LoadResult } from '../ingest/load-loop.js';
import { machineCpuSeconds, usageOfProcess, usageOfTree } from '../ingest/process-tree.js';
import type { Product } from '../ingest/product.js';
import { Reader, type Reading } from './reader.js';
import type { Visit } from './visits.js';

export const EVENTS_PER_SECOND = 5_000;
const BATCH = 1_000;
const CONNECTIONS = 8;
/** The events of a phase lie in the hour before it. */
const HOUR_IN_DAYS = 1 / 24;

export interface Bench {
  readonly product: Product;
  readonly engines: BenchEngines;
  readonly load: LoadGenerator;
  /** How many members the events are of. */
  readonly members: number;
}

/** What goes on at the same time. */
export interface Phase {
  readonly seconds: number;
  /** Absent: nobody reads. */
  readonly reads?: { readonly visits: readonly Visit[]; readonly pauseMs: number };
  /** Names the run, so that its events are new; absent: nothing is sent. */
  readonly run?: number;
}

export interface PhaseResult {
  /** How long reading and sending went on. */
  readonly seconds: number;
  readonly reading: Reading | undefined;
  readonly ingest: (LoadResult & { readonly drainingSeconds: number }) | undefined;
  /** How many cores each used meanwhile; `others`: whatever else ran on the machine or took it away. */
  readonly cores: Readonly<Record<'server' | 'stores' | 'load' | 'reader' | 'others', number>>;
}

/** Reads, sends, or does both, for as long as the phase lasts. */
export async function runPhase(bench: Bench, { seconds, reads, run }: Phase): Promise<PhaseResult> {
  const { product, engines, load } = bench;
  if (run !== undefined) await prepare(bench, run, seconds);
  const [before, begun] = [await spent(bench), performance.now()];
  const reader = reads && new Reader(product, reads.visits, reads.pauseMs);
  const pace = { kind: 'open', connections: CONNECTIONS, requestsPerSecond: EVENTS_PER_SECOND / BATCH } as const;
  const sent = run === undefined ? undefined : await load.run(product.port, pace, seconds);
  if (!sent) await sleep(seconds * 1_000);
  const reading = await reader?.stop();
  const [after, lasted] = [await spent({ product, engines }), (performance.now() - begun) / 1_000];
  const used = (what: keyof typeof before): number => (after[what] - before[what]) / lasted;
  const [server, stores, own] = [used('server'), used('stores'), used('reader')];
  const ofLoad = (sent?.cpuSeconds ?? 0) / lasted;
  const others = Math.max(0, used('machine') - server - stores - own - ofLoad);
  return {
    seconds: lasted,
    reading,
    ingest: sent && { ...sent.result, drainingSeconds: await drained(product, sent.result) },
    cores: { server, stores, load: ofLoad, reader: own, others },
  };
}

async function prepare({ product, load, members }: Bench, run: number, seconds: number): Promise<void> {
  const until = Date.now();
  const plan = { run, events: seconds * EVENTS_PER_SECOND, until, order: 'time', days: HOUR_IN_DAYS, members } as const;
  await load.prepare({ port: product.port, key: product.key }, plan, BATCH, until);
}

/** From the last acknowledgement until everything is in every answer. */
async function drained(product: Product, { lastAcknowledgedAt }: LoadResult): Promise<number> {
  return Math.max(0, (await product.settled()) - lastAcknowledgedAt) / 1_000;
}

/** Seconds of processor time until now. */
async function spent({ product, engines }: Pick<Bench, 'product' | 'engines'>) {
  const { user, system } = process.cpuUsage();
  const redis = engines.redis === undefined ? 0 : usageOfProcess(engines.redis).cpuSeconds;
  return {
    server: usageOfProcess(product.pid).cpuSeconds,
    stores: usageOfTree(await engines.postmaster()).cpuSeconds + redis,
    reader: (user + system) / 1e6,
    machine: machineCpuSeconds(),
  };
}
