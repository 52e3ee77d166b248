import type { IngestResult, RejectCode, RejectedEvent } from '@grapevine/contracts';
import { Ledger, type WorkspaceEntity } from '@grapevine/database';
import { type Logger, ProcessMetrics } from '@grapevine/observability';
import { newBatchId } from '@grapevine/queue';
import { Inject, Injectable } from '@nestjs/common';
import { CLOCK, type Clock, LOGGER } from '../engines/tokens.js';
import { unavailable } from '../http/problem-error.js';
import { WorkspaceStore } from '../workspaces/workspace-store.js';
import { Backlog } from './backlog.js';
import { EventSorter } from './event-sorter.js';
import { type Contribution, GroupCommit } from './group-commit.js';
import { RefusedExamples } from './refused-examples.js';
import type { EventBody, SortedEvents } from './sort-events.js';

const DAY_MS = 86_400_000;

/** The events of a request, and the settings that they were sorted by. */
interface Received {
  readonly workspace: WorkspaceEntity;
  readonly sorted: SortedEvents;
}

/** From decoded events to an acknowledgement: validate, hide identities, commit to the queue. */
@Injectable()
export class IngestService {
  constructor(
    private readonly workspaces: WorkspaceStore,
    private readonly sorter: EventSorter,
    private readonly groupCommit: GroupCommit,
    private readonly backlog: Backlog,
    private readonly ledger: Ledger,
    private readonly metrics: ProcessMetrics,
    private readonly examples: RefusedExamples,
    @Inject(CLOCK) private readonly now: Clock,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  /**
   * @param receive called once there is room for events: reads them and has them sorted
   * @returns the acknowledgement: whatever it counts as accepted is committed to the queue's store
   * @throws ProblemError 503 when the store is down or too much is waiting: nothing was accepted
   */
  async ingest(
    workspaceId: number,
    receive: (sort: (body: EventBody) => Promise<Received>) => Promise<Received>,
  ): Promise<IngestResult> {
    await this.requireRoom();
    const { workspace, sorted } = await receive(async (body) => {
      // Read last, so that a slow sender meets the settings that are in force when he is done.
      return this.sort(body, await this.workspaces.get(workspaceId));
    });
    const { accepted, rejected } = sorted;
    const counts = countByCode(rejected);
    const batchId =
      accepted > 0
        ? await this.commit(await this.fixDefinition(workspace), sorted, counts)
        : await this.recordRefusal(workspaceId, counts);
    this.metrics.eventsAccepted.inc(accepted);
    for (const [code, count] of Object.entries(counts)) this.metrics.eventsRejected.inc({ code }, count);
    return { batch_id: batchId, accepted, rejected: [...rejected] };
  }

  private async sort(body: EventBody, workspace: WorkspaceEntity): Promise<Received> {
    const sorted = await this.sorter.sort(body, {
      workspaceId: workspace.id,
      now: this.now(),
      maxAgeMs: workspace.maxAgeDays === null ? undefined : workspace.maxAgeDays * DAY_MS,
      declared: declaredDimensions(workspace),
    });
    this.examples.keep(workspace.id, sorted.examples);
    return { workspace, sorted };
  }

  /** From the first event on, the definition stands: said in the database before the acknowledgement. */
  private async fixDefinition(workspace: WorkspaceEntity): Promise<WorkspaceEntity> {
    const fixed = await this.workspaces.markFirstEvent(workspace);
    if (fixed.definitionVersion === workspace.definitionVersion) return fixed;
    throw unavailable('settings_changed', 'The settings of the workspace were just changed. Send the events again.', 1);
  }

  private async commit(
    workspace: WorkspaceEntity,
    { text, accepted }: SortedEvents,
    rejected: Contribution['rejected'],
  ): Promise<string> {
    try {
      return await this.groupCommit.add({
        workspaceId: workspace.id,
        definitionVersion: workspace.definitionVersion,
        ...{ text, accepted, rejected },
      });
    } catch (error) {
      throw this.queueUnavailable(error);
    }
  }

  /** A request that was refused whole has no job; the ledger counts it all the same. */
  private async recordRefusal(workspaceId: number, rejected: Contribution['rejected']): Promise<string> {
    const receivedAt = this.now();
    const batchId = newBatchId({ workspaceId, receivedAt, events: 0 });
    if (Object.keys(rejected).length > 0) {
      await this.ledger.record([{ batchId, workspaceId, receivedAt, accepted: 0, rejected }], []);
    }
    return batchId;
  }

  private async requireRoom(): Promise<void> {
    try {
      await this.backlog.requireRoom();
    } catch (error) {
      throw this.queueUnavailable(error);
    }
  }

  private queueUnavailable(error: unknown): unknown {
    if (error instanceof Error && error.name === 'ProblemError') return error;
    this.logger.warn(
      { error: (error as Error).message },
      'The queue did not take a batch; the sender was told to try again.',
    );
    return unavailable(
      'queue_unavailable',
      'The queue cannot store events now, so none is acknowledged. Send them again: no event counts twice.',
      5,
    );
  }
}

function countByCode(rejected: readonly RejectedEvent[]): Partial<Record<RejectCode, number>> {
  const counts: Partial<Record<RejectCode, number>> = {};
  for (const { code } of rejected) counts[code] = (counts[code] ?? 0) + 1;
  return counts;
}

/** While a rebuild runs an event keeps the properties of both definitions; each revision takes its own of them. */
function declaredDimensions({ dimensions, secondRevision }: WorkspaceEntity): string[] {
  return [...dimensions, ...(secondRevision?.dimensions ?? [])];
}
