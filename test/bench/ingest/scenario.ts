import type { BenchEngines } from './engines.js';
import type { EventPlan } from './events.js';
import type { LoadGenerator } from './load-generator.js';
import type { LoadResult, Pace } from './load-loop.js';
import { type Spread, spreadOf } from './percentile.js';
import { machineCpuSeconds, usageOfProcess, usageOfTree } from './process-tree.js';
import type { Product } from './product.js';
import { growth } from './prometheus.js';
import { VisibilityProbe } from './visibility-probe.js';

export interface Scenario {
  readonly name: string;
  readonly plan: EventPlan;
  readonly batch: number;
  readonly pace: Pace;
  readonly seconds: number;
}

export interface ScenarioResult {
  readonly name: string;
  readonly accepted: number;
  readonly requests: number;
  /** From the first send to the last acknowledgement. */
  readonly sendingSeconds: number;
  /** From then until nothing was pending. */
  readonly drainingSeconds: number;
  /** Accepted events by the time from the first send until nothing was pending. */
  readonly eventsPerSecond: number;
  readonly requestsPerSecond: number;
  readonly acknowledgementMs: Spread;
  readonly visibleMs: Spread;
  readonly refusals: number;
  readonly ranOut: boolean;
  readonly jobsPerEvent: number;
  readonly insertsPerEvent: number;
  readonly rowsPerInsert: number;
  /** Above 1: work was done again, since a job lost its lock or failed. */
  readonly rowsPerEvent: number;
  /** Of each process, over the whole scenario. */
  readonly cpuSeconds: {
    readonly server: number;
    readonly postgres: number;
    readonly redis: number;
    readonly load: number;
    /** Whatever else ran on the machine or took it away, this bench's own probes included: what made the numbers worse. */
    readonly others: number;
  };
}

export interface Bench {
  readonly product: Product;
  readonly engines: BenchEngines;
  readonly load: LoadGenerator;
}

/** Prepares the requests, then runs them against the clock, with probes beside. */
export async function runScenario({ product, engines, load }: Bench, scenario: Scenario): Promise<ScenarioResult> {
  const { plan, batch, pace, seconds } = scenario;
  await load.prepare({ port: product.port, key: product.key }, plan, batch, plan.until);
  const postmaster = await engines.postmaster();
  const use = () => ({
    server: usageOfProcess(product.pid).cpuSeconds,
    postgres: usageOfTree(postmaster).cpuSeconds,
    redis: engines.redis === undefined ? 0 : usageOfProcess(engines.redis).cpuSeconds,
    machine: machineCpuSeconds(),
  });
  const [countersBefore, useBefore] = [await product.counters(), use()];
  const probe = new VisibilityProbe(product, plan.run);
  const { result, cpuSeconds } = await load.run(product.port, pace, seconds);
  const [visible, settledAt] = await Promise.all([probe.stop(), product.settled()]);
  const [countersAfter, useAfter] = [await product.counters(), use()];
  const grown = (name: string): number => growth(countersBefore, countersAfter, name);
  const accepted = grown('grapevine_events_accepted_total');
  const [inserts, written] = [grown('grapevine_warehouse_inserts_total'), grown('grapevine_events_stored_total')];
  const used = (what: keyof typeof useBefore): number => useAfter[what] - useBefore[what];
  const [server, postgres, redis, machine] = [used('server'), used('postgres'), used('redis'), used('machine')];
  return {
    name: scenario.name,
    ...ratesOf(result, settledAt),
    acknowledgementMs: spreadOf(result.latencies),
    visibleMs: spreadOf(visible),
    refusals: result.refusals,
    ranOut: result.ranOut,
    jobsPerEvent: grown('grapevine_jobs_total') / accepted,
    insertsPerEvent: inserts / accepted,
    rowsPerInsert: written / inserts,
    rowsPerEvent: written / accepted,
    cpuSeconds: { server, postgres, redis, load: cpuSeconds, others: machine - server - postgres - redis - cpuSeconds },
  };
}

function ratesOf({ accepted, requests, firstSentAt, lastAcknowledgedAt }: LoadResult, settledAt: number) {
  const sendingSeconds = (lastAcknowledgedAt - firstSentAt) / 1000;
  // Nothing may be pending at the first look: then it was settled by the last acknowledgement at the earliest.
  const drainingSeconds = Math.max(0, settledAt - lastAcknowledgedAt) / 1000;
  return {
    accepted,
    requests,
    sendingSeconds,
    drainingSeconds,
    eventsPerSecond: accepted / (sendingSeconds + drainingSeconds),
    requestsPerSecond: requests / sendingSeconds,
  };
}
