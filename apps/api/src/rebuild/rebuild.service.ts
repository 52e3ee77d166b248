import type { Rebuild, RebuildList, RebuildQuery } from '@grapevine/contracts';
import { type RebuildRecord, Rebuilds, type WorkspaceEntity } from '@grapevine/database';
import type { Logger } from '@grapevine/observability';
import { JobQueues } from '@grapevine/queue';
import { exclusionState, Warehouse } from '@grapevine/warehouse';
import { Inject, Injectable } from '@nestjs/common';
import { LOGGER } from '../engines/tokens.js';
import { pageOf, unknownPlace } from '../http/page.js';
import { ProblemError } from '../http/problem-error.js';
import { type Definition, WorkspaceStore } from '../workspaces/workspace-store.js';
import { excludedSegmentsThatGo } from './log-copier.js';
import { addRebuildJob } from './rebuild-job.js';
import { toRebuild } from './rebuild-view.js';

/** Starts rebuilds and tells how they stand. */
@Injectable()
export class RebuildService {
  constructor(
    private readonly rebuilds: Rebuilds,
    private readonly warehouse: Warehouse,
    private readonly queues: JobQueues,
    private readonly workspaces: WorkspaceStore,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  /**
   * Has a workspace's log folded anew by another definition.
   *
   * @throws ProblemError 409 where another rebuild runs, or an exclusion is in the way
   */
  async start(workspace: WorkspaceEntity, definition: Definition): Promise<void> {
    const [state] = await this.warehouse.query(exclusionState(workspace.id));
    const orphans = excludedSegmentsThatGo(state?.segments ?? [], workspace.dimensions, definition.dimensions);
    if (orphans.length > 0) throw exclusionInTheWay(orphans);
    const outcome = await this.rebuilds.start(workspace.id, definition);
    if (outcome.kind === 'busy') throw busy();
    await this.addJob(outcome.rebuild);
  }

  /** Rebuilds, the last one first, in pages. @throws ProblemError 422 where none has the id to begin before */
  async list(workspaceId: number, { limit, before }: RebuildQuery): Promise<RebuildList> {
    const place = before === undefined ? undefined : await this.rebuilds.find(before, workspaceId);
    if (before !== undefined && !place) throw unknownPlace('before', 'rebuild');
    const records = await this.rebuilds.list(workspaceId, limit + 1, place?.after.revision);
    await this.follow(workspaceId);
    return pageOf(records.map(toRebuild), limit);
  }

  /** @returns undefined for an id that the workspace does not have */
  async find(workspaceId: number, id: string): Promise<Rebuild | undefined> {
    const record = await this.rebuilds.find(id, workspaceId);
    await this.follow(workspaceId);
    return record && toRebuild(record);
  }

  /** A process that says that a rebuild is done answers by the new definition from then on. */
  private async follow(workspaceId: number): Promise<void> {
    await this.workspaces.refresh(workspaceId);
  }

  /** The one that runs now; null where none does. */
  async running(workspaceId: number): Promise<Rebuild | null> {
    const [record] = await this.rebuilds.running(workspaceId);
    return record ? toRebuild(record) : null;
  }

  /** The rebuild is committed by now: without its job it begins a little later, when tend-rebuilds finds it. */
  private async addJob(rebuild: RebuildRecord): Promise<void> {
    try {
      await addRebuildJob(this.queues, rebuild);
    } catch (error) {
      this.logger.warn({ error: (error as Error).message, rebuildId: rebuild.id }, 'The job of a rebuild comes later.');
    }
  }
}

const busy = (): ProblemError =>
  new ProblemError(
    409,
    'rebuild_running',
    'A rebuild of this workspace runs, or has ended only seconds ago. GET /v1/rebuilds says how far it is; try again when it is done.',
  );

function exclusionInTheWay(segments: readonly { dimension: string; value: string }[]): ProblemError {
  const names = segments.map(({ dimension, value }) => `${dimension}:${value}`).join(', ');
  return new ProblemError(
    409,
    'exclusion_in_the_way',
    `Segments of a dimension that would go are excluded: ${names}. Include them again first (DELETE /v1/exclusions), or keep the dimension.`,
  );
}
