import { z } from 'zod';

/** What every job of a name has in common. Handler and producer types follow from it. */
export interface JobDefinition<P extends z.ZodType = z.ZodType> {
  readonly payload: P;
  /** Jobs of this name that one worker process runs at a time. */
  readonly concurrency: number;
  /** A job that fails is tried again after a pause that doubles from `firstMs` to `maxMs`. */
  readonly backoff: { readonly firstMs: number; readonly maxMs: number };
  /** Makes the job on its own, every so many milliseconds. */
  readonly everyMs?: number;
}

/**
 * Locks and stalls, for all jobs. BullMQ's defaults lose work: a second kill of a worker fails the job as stalled for good.
 * A lock is short, and renewed at half its life, so that a killed worker's jobs are taken back soon.
 */
export const LOCKS = {
  lockDuration: 10_000,
  stalledInterval: 5_000,
  maxStalledCount: 1_000_000,
} as const;

/** Nothing that was acknowledged is ever given up: a job is tried until it succeeds. */
export const ATTEMPTS = 1_000_000;

/** Raised when payloads change so that older workers cannot read them. */
export const PAYLOAD_VERSION = 1;

const StoreEvents = z.object({
  version: z.literal(PAYLOAD_VERSION),
  workspace_id: z.int(),
  /** The workspace's definition that was in force when the batch was acknowledged: the worker's must not be older. */
  definition_version: z.int(),
  received_at: z.int(),
  /** What the ledger records of the batch; 0 for a replay, whose events were counted when they first came. */
  accepted: z.int(),
  /** Refused events by reject code; of any code, since another version may know more of them. */
  rejected: z.record(z.string(), z.int()),
  /** JSON text of the events' rows. Text in text: PostgreSQL would take a nested value apart and put it together again. */
  rows: z.string(),
});
export type StoreEvents = z.infer<typeof StoreEvents>;

const Rebuild = z.object({ version: z.literal(PAYLOAD_VERSION), rebuild_id: z.uuid() });

const SendAlert = z.object({ version: z.literal(PAYLOAD_VERSION), run_id: z.uuid() });

const RunExport = z.object({ version: z.literal(PAYLOAD_VERSION), run_id: z.uuid() });

/** Every job there is. The folder apps/api/src/jobs has one handler for each; the boot refuses a hole. */
export const JOBS = {
  // As many as it takes to fill an insert with batches of 1,000 while another one runs. Waiting, they are text.
  'store-events': { payload: StoreEvents, concurrency: 64, backoff: { firstMs: 500, maxMs: 15_000 } },
  // One step of a rebuild, which makes the job of the next one: a stop never waits for a whole log, and rebuilds take turns.
  rebuild: { payload: Rebuild, concurrency: 1, backoff: { firstMs: 1_000, maxMs: 30_000 } },
  'tend-rebuilds': {
    payload: z.object({}),
    concurrency: 1,
    backoff: { firstMs: 1_000, maxMs: 30_000 },
    everyMs: 10_000,
  },
  // A receiver that is away for an hour or two finds the file when it is back.
  'run-export': { payload: RunExport, concurrency: 4, backoff: { firstMs: 2_000, maxMs: 900_000 } },
  // Beside the runs: a receiver of alerts that is silent holds none of them up.
  'send-alert': { payload: SendAlert, concurrency: 2, backoff: { firstMs: 2_000, maxMs: 900_000 } },
  'tend-exports': {
    payload: z.object({}),
    concurrency: 1,
    backoff: { firstMs: 1_000, maxMs: 30_000 },
    everyMs: 10_000,
  },
  'seal-points': {
    payload: z.object({}),
    concurrency: 1,
    backoff: { firstMs: 5_000, maxMs: 300_000 },
    everyMs: 60_000,
  },
  'expire-records': {
    payload: z.object({}),
    concurrency: 1,
    backoff: { firstMs: 5_000, maxMs: 300_000 },
    everyMs: 3_600_000,
  },
} as const satisfies Record<string, JobDefinition>;

export type JobName = keyof typeof JOBS;
export type Payload<N extends JobName> = z.infer<(typeof JOBS)[N]['payload']>;
export const JOB_NAMES = Object.keys(JOBS) as JobName[];
