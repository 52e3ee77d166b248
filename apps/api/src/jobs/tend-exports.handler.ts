import type { ExportRuns } from '@grapevine/database';
import type { JobHandler, JobQueues } from '@grapevine/queue';
import type { ExportDeliverer } from '../exports/export-deliverer.js';
import { addExportJob } from '../exports/export-job.js';
import type { ExportScheduler } from '../exports/export-scheduler.js';

/**
 * Looks after exports: makes the runs that are due, gives the run whose turn it is its job, should it have none, and clears up after killed
 * processes.
 */
export class TendExportsHandler implements JobHandler<'tend-exports'> {
  constructor(
    private readonly scheduler: ExportScheduler,
    private readonly runs: ExportRuns,
    private readonly deliverer: ExportDeliverer,
    private readonly queues: JobQueues,
  ) {}

  async handle(): Promise<void> {
    await this.scheduler.makeDue();
    for (const { id } of await this.runs.due()) await addExportJob(this.queues, id);
    await this.deliverer.sweep();
  }
}
