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
 * Looks after exports: makes the runs that are due, gives the run whose turn it is its job, should it have none, and alerts
 * that are due theirs, clears up after killed
 * processes, and forgets runs of long ago.
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

  async handle(): Promise<void> {
    await this.scheduler.makeDue();
    for (const { id } of await this.runs.due()) await addExportJob(this.queues, id);
    for (const id of await this.alerts.due()) await addAlertJob(this.queues, id);
    await this.deliverer.sweep();
    await this.prune(this.now());
  }

  private async prune(now: number): Promise<void> {
    if (now - this.prunedAt < PRUNE_EVERY_MS) return;
    await this.runs.prune(new Date(now - KEPT_MS));
    this.prunedAt = now;
  }
}
