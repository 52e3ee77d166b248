import type { Logger } from '@grapevine/observability';
import type { Worker } from 'bullmq';
import type { QueueBackend } from './backend.js';
import {
  JOB_NAMES,
  JOBS,
  type JobDefinition,
  type JobName,
  LOCKS,
  PAYLOAD_VERSION,
  type Payload,
} from './catalogue.js';

/** What the handler knows of the job besides its payload. */
export interface JobContext {
  readonly jobId: string;
}

/** Running jobs take moments. Those that take longer wait for an engine that is away, and are given out again after the stop. */
const FINISH_MS = 12_000;

/** One handler for each job of the catalogue. */
export type JobHandlers = { readonly [N in JobName]: JobHandler<N> };

export interface JobHandler<N extends JobName> {
  /** Does the job; may be called again with the same payload after any failure, at any point. */
  handle(payload: Payload<N>, context: JobContext): Promise<void>;
  /** Told instead of handle() when the payload is not what the catalogue says. */
  unreadable?(payload: unknown, detail: string, context: JobContext): Promise<void>;
}

export interface JobObserver {
  finished(name: JobName, outcome: 'completed' | 'failed'): void;
}

/** The consuming side: one BullMQ worker for each job of the catalogue. */
export class JobWorkers {
  private readonly workers: Worker[] = [];

  constructor(
    private readonly backend: QueueBackend,
    private readonly handlers: JobHandlers,
    private readonly logger: Logger,
    private readonly observer: JobObserver,
  ) {}

  /** @throws Error when a job of the catalogue has no handler, or the store does not let its worker in */
  async start(): Promise<void> {
    for (const name of JOB_NAMES) {
      if (!this.handlers[name]) throw new Error(`The job ${name} has no handler. Add one in apps/api/src/jobs.`);
      this.workers.push(await this.open(name));
    }
    for (const worker of this.workers) {
      worker.run().catch((error: Error) => this.logger.error({ error: error.message }, 'A worker has stopped.'));
    }
  }

  /** Takes no more jobs and waits for the running ones, but not for an engine that does not come back. */
  async close(): Promise<void> {
    const closed = Promise.all(this.workers.map((worker) => worker.close())).then(() => true);
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<boolean>((resolve) => {
      timer = setTimeout(resolve, FINISH_MS, false);
    });
    if (!(await Promise.race([closed, late]))) {
      this.logger.warn(
        'Running jobs cannot finish while an engine is away: they are left to the queue, which keeps them.',
      );
      // Once its connections are closed it fails; nobody waits any more.
      closed.catch(() => undefined);
    }
    clearTimeout(timer);
  }

  isRunning(): boolean {
    return this.workers.length > 0 && this.workers.every((worker) => worker.isRunning());
  }

  private async open(name: JobName): Promise<Worker> {
    const { concurrency, backoff }: JobDefinition = JOBS[name];
    const worker = await this.backend.openWorker(
      name,
      { ...LOCKS, concurrency, backoff: (attempts) => pause(attempts, backoff) },
      (job) => this.run(name, job.data, job.id ?? ''),
    );
    worker.on('completed', () => this.observer.finished(name, 'completed'));
    worker.on('failed', (job, error) => {
      this.observer.finished(name, 'failed');
      this.logger.warn(
        { job: name, jobId: job?.id, attempt: job?.attemptsMade, error: error.message },
        'A job failed and will be tried again.',
      );
    });
    return worker;
  }

  private async run<N extends JobName>(name: N, data: unknown, jobId: string): Promise<void> {
    const handler: JobHandler<N> = this.handlers[name];
    const parsed = JOBS[name].payload.safeParse(data);
    if (parsed.success) return handler.handle(parsed.data as Payload<N>, { jobId });
    if (isNewer(data))
      throw new Error(`The job ${jobId} was made by a newer version; it waits for a worker that knows it.`);
    const detail = parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('; ');
    if (!handler.unreadable) throw new Error(`The job ${jobId} has a payload that is not of its kind: ${detail}`);
    return handler.unreadable(data, detail, { jobId });
  }
}

/** Doubles from the first pause to the longest, with up to a quarter more by chance, so that jobs do not return in step. */
function pause(attemptsMade: number, { firstMs, maxMs }: JobDefinition['backoff']): number {
  const base = Math.min(maxMs, firstMs * 2 ** Math.min(attemptsMade - 1, 20));
  return Math.round(base * (1 + Math.random() / 4));
}

/** During an upgrade new processes already make jobs while old ones still take them: those stay in the queue. */
function isNewer(data: unknown): boolean {
  const version = typeof data === 'object' && data !== null ? (data as { version?: unknown }).version : undefined;
  return typeof version === 'number' && version > PAYLOAD_VERSION;
}
