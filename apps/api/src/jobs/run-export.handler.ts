import type { JobHandler, Payload } from '@grapevine/queue';
import type { ExportRunner } from '../exports/export-runner.js';

/** Makes an attempt at a run of an export; the queue brings it again, after a pause, where it fails. */
export class RunExportHandler implements JobHandler<'run-export'> {
  constructor(private readonly runner: ExportRunner) {}

  async handle({ run_id: id }: Payload<'run-export'>): Promise<void> {
    await this.runner.run(id);
  }
}
