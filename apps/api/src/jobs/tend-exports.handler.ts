import type { ExportAlerts, ExportRuns } from '@grapevine/database';
import type { JobHandler, JobQueues } from '@grapevine/queue';
import type { Clock } from '../engines/tokens.js';
import type { ExportDeliverer } from '../exports/export-deliverer.js';
import { addAlertJob, addExportJob } from '../exports/export-job.js';
import type { ExportScheduler } from '../exports/export-scheduler.js';

/** How long runs that nothing follows from are kept on record. */
const KEPT_MS = 90 * 86_400_000;
const PRUNE_EVERY_MS = 3_600_000;

/**
 * Looks after exports: makes the runs that are due, gives the run whose turn it is its job, should it have none, and alerts that are due
 * theirs, clears up after killed processes, and forgets runs of long ago.
 */
export class TendExportsHandler implements JobHandler<'tend-exports'> {
  private prunedAt = Number.NEGATIVE_INFINITY;

  constructor(
    private readonly scheduler: ExportScheduler,
    private readonly runs: ExportRuns,
    private readonly alerts: ExportAlerts,
    private readonly deliverer: ExportDeliverer,
    private readonly queues: JobQueues,
    private readonly now: Clock,
  ) {}

  /** Each of its tasks is done, whatever becomes of the others. @throws AggregateError of those that failed */
  async handle(): Promise<void> {
    const tasks = [
      () => this.scheduler.makeDue(),
      async () => {
        for (const { id } of await this.runs.due()) await addExportJob(this.queues, id);
      },
      async () => {
        for (const id of await this.alerts.due()) await addAlertJob(this.queues, id);
      },
      () => this.deliverer.sweep(),
      () => this.prune(this.now()),
    ];
    const faults: Error[] = [];
    for (const task of tasks) await task().catch((error: Error) => faults.push(error));
    if (faults.length > 0) throw new AggregateError(faults, faults.map(({ message }) => message).join('; '));
  }

  private async prune(now: number): Promise<void> {
    if (now - this.prunedAt < PRUNE_EVERY_MS) return;
    this.prunedAt = now;
    await this.runs.prune(new Date(now - KEPT_MS));
  }
}
