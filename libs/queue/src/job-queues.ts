import type { Queue } from 'bullmq';
import type { QueueBackend } from './backend.js';
import { readBatchId } from './batch-id.js';
import { ATTEMPTS, JOB_NAMES, JOBS, type JobDefinition, type JobName, type Payload } from './catalogue.js';
import { QueueUnavailableError } from './queue-unavailable.js';

/** Acknowledged events that are not yet in every answer. */
export interface Pending {
  readonly events: number;
  /** When the oldest of them was received, epoch milliseconds. */
  readonly oldestReceivedAt: number | undefined;
}

/** The producing side: one BullMQ queue for each job of the catalogue. */
export class JobQueues {
  private constructor(private readonly queues: ReadonlyMap<JobName, Queue>) {}

  /** @throws Error where the store does not let them in */
  static async open(backend: QueueBackend): Promise<JobQueues> {
    return new JobQueues(
      new Map(await Promise.all(JOB_NAMES.map(async (name) => [name, await backend.openQueue(name)] as const))),
    );
  }

  /**
   * Puts a job into the store. When the promise resolves the store has committed it.
   *
   * @param jobId a job of this id that is still in the store makes this call do nothing
   * @throws QueueUnavailableError when the store cannot commit, or when it is not known whether it did
   */
  async add<N extends JobName>(name: N, payload: Payload<N>, jobId: string): Promise<void> {
    const options = {
      jobId,
      attempts: ATTEMPTS,
      backoff: { type: 'custom' },
      removeOnComplete: true,
      removeOnFail: false,
      // Failures are logged by the worker; stacks in the store would only grow it.
      stackTraceLimit: 0,
    };
    await answered(this.queue(name).add(name, payload, options));
  }

  /**
   * Registers the jobs that make themselves; doing so again changes nothing.
   *
   * @param given how often, for jobs that are not to keep to the catalogue
   */
  async schedule(given: Partial<Record<JobName, number>> = {}): Promise<void> {
    for (const name of JOB_NAMES) {
      const { everyMs = undefined }: JobDefinition = {
        ...JOBS[name],
        ...(given[name] ? { everyMs: given[name] } : {}),
      };
      if (everyMs === undefined) continue;
      await this.queue(name).upsertJobScheduler(
        name,
        { every: everyMs },
        { name, data: {}, opts: { attempts: ATTEMPTS, backoff: { type: 'custom' }, removeOnComplete: true } },
      );
    }
  }

  /**
   * @param workspaceId counts only this workspace's batches; undefined counts all
   * @throws QueueUnavailableError
   */
  async pending(workspaceId?: number): Promise<Pending> {
    const queue = this.queue('store-events');
    // In the order in which jobs move, and then where they go back to: a job that moves while we look is seen.
    const ids = new Set<string>();
    for (const state of ['delayed', 'waiting', 'active', 'delayed', 'waiting', 'failed'] as const) {
      for (const id of await answered(queue.getRanges([state], 0, -1))) ids.add(id);
    }
    let events = 0;
    let oldestReceivedAt: number | undefined;
    for (const id of ids) {
      const batch = readBatchId(id);
      if (!batch || (workspaceId !== undefined && batch.workspaceId !== workspaceId)) continue;
      events += batch.events;
      oldestReceivedAt = Math.min(oldestReceivedAt ?? batch.receivedAt, batch.receivedAt);
    }
    return { events, oldestReceivedAt };
  }

  /**
   * Gives back to the queue what a killed process was working on, at once rather than when its locks expire. Only right while
   * no other worker can be running: at the start of an embedded one.
   *
   * @returns how many jobs were taken back
   */
  async takeBackActive(): Promise<number> {
    let taken = 0;
    for (const queue of this.queues.values()) {
      for (const job of await queue.getActive()) {
        await job.moveToWait('0');
        taken++;
      }
    }
    return taken;
  }

  async close(): Promise<void> {
    await Promise.all([...this.queues.values()].map((queue) => queue.close()));
  }

  private queue(name: JobName): Queue {
    const queue = this.queues.get(name);
    if (!queue) throw new Error(`No queue was opened for the job ${name}.`);
    return queue;
  }
}

async function answered<T>(asking: Promise<T>): Promise<T> {
  try {
    return await asking;
  } catch (error) {
    throw new QueueUnavailableError(error);
  }
}
