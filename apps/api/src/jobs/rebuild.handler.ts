import { Rebuilds } from '@grapevine/database';
import type { JobContext, JobHandler, JobQueues, Payload } from '@grapevine/queue';
import type { LogCopier } from '../rebuild/log-copier.js';
import { addRebuildJob, rebuildJobId } from '../rebuild/rebuild-job.js';

/** Does one step of a rebuild, and makes the job of the next. */
export class RebuildHandler implements JobHandler<'rebuild'> {
  constructor(
    private readonly rebuilds: Rebuilds,
    private readonly copier: LogCopier,
    private readonly queues: JobQueues,
  ) {}

  async handle({ rebuild_id: id }: Payload<'rebuild'>, { jobId }: JobContext): Promise<void> {
    const rebuild = await this.rebuilds.find(id);
    if (rebuild?.state !== 'running') return;
    // Killed between its step and the job of the next one, this job comes again: the step is done, and the next has its own job.
    const now = jobId === rebuildJobId(rebuild) ? await this.copier.advance(rebuild) : rebuild;
    if (now?.state === 'running') await addRebuildJob(this.queues, now);
  }
}
