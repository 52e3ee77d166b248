import { Rebuilds } from '@grapevine/database';
import type { JobHandler, JobQueues } from '@grapevine/queue';
import type { LogCopier } from '../rebuild/log-copier.js';
import { addRebuildJob } from '../rebuild/rebuild-job.js';

/**
 * Looks after rebuilds: gives a running one its job, should a crash have come between the two; lets go of the revision that one
 * has replaced, and deletes its rows once nobody can be reading them.
 */
export class TendRebuildsHandler implements JobHandler<'tend-rebuilds'> {
  constructor(
    private readonly rebuilds: Rebuilds,
    private readonly copier: LogCopier,
    private readonly queues: JobQueues,
  ) {}

  async handle(): Promise<void> {
    for (const rebuild of await this.rebuilds.running()) await addRebuildJob(this.queues, rebuild);
    await this.rebuilds.settle();
    await this.copier.dropLeftovers();
  }
}
