import type { Logger } from '@grapevine/observability';
import type { JobName, JobQueues, JobWorkers } from '@grapevine/queue';
import type { BeforeApplicationShutdown, OnApplicationBootstrap } from '@nestjs/common';

/** Starts the workers with the application, and stops them before it lets go of the engines. */
export class JobRunner implements OnApplicationBootstrap, BeforeApplicationShutdown {
  /**
   * @param alone no other process can be working on these queues: what is marked as running was left by one that was killed
   * @param everyMs for jobs that make themselves: how often, where the catalogue's own measure is not wanted
   */
  constructor(
    private readonly queues: JobQueues,
    private readonly workers: JobWorkers,
    private readonly alone: boolean,
    private readonly everyMs: Partial<Record<JobName, number>>,
    private readonly logger: Logger,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    if (this.alone) {
      const jobs = await this.queues.takeBackActive();
      if (jobs > 0) this.logger.info({ jobs }, 'Jobs that a killed process was working on were taken back.');
    }
    await this.queues.schedule(this.everyMs);
    await this.workers.start();
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.workers.close();
  }

  isRunning(): boolean {
    return this.workers.isRunning();
  }
}
