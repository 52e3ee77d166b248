import type { Logger } from '@grapevine/observability';
import type { JobHandler } from '@grapevine/queue';
import type { Sealer } from '../sealing/sealer.js';
import type { WorkspaceStore } from '../workspaces/workspace-store.js';

/** Seals, in every workspace that has events, the numbers that have become final. */
export class SealPointsHandler implements JobHandler<'seal-points'> {
  constructor(
    private readonly workspaces: Pick<WorkspaceStore, 'withEvents'>,
    private readonly sealer: Sealer,
    private readonly logger: Logger,
  ) {}

  /** @throws Error of the first workspace that could not be sealed, after all others were */
  async handle(): Promise<void> {
    const failures: unknown[] = [];
    for (const workspace of await this.workspaces.withEvents()) {
      try {
        const { sealed, restated } = await this.sealer.seal(workspace);
        if (sealed > 0) this.logger.info({ workspace, sealed, restated }, 'Numbers were sealed.');
      } catch (error) {
        failures.push(error);
      }
    }
    if (failures.length > 0) throw failures[0];
  }
}
