import { type IngestResult, type RejectCode, type RejectedEvent } from '@grapevine/contracts';
import { Ledger, type RejectedExample, type WorkspaceEntity } from '@grapevine/database';
import { type Logger, ProcessMetrics } from '@grapevine/observability';
import { Pseudonymiser, toQueueRow, validateEvent } from '@grapevine/pipeline';
import { newBatchId } from '@grapevine/queue';
import { Inject, Injectable } from '@nestjs/common';
import { CLOCK, type Clock, LOGGER } from '../engines/tokens.js';
import { unavailable } from '../http/problem-error.js';
import { WorkspaceStore } from '../workspaces/workspace-store.js';
import { Backlog } from './backlog.js';
import type { DecodedEvent } from './decode-events.js';
import { type Contribution, GroupCommit } from './group-commit.js';
import { RefusedExamples } from './refused-examples.js';

const DAY_MS = 86_400_000;

interface Sorted {
  readonly workspace: WorkspaceEntity;
  readonly rows: string[];
  readonly rejected: RejectedEvent[];
}

/** Validates events and makes queue rows of those that pass. */
type Sorter = (events: Iterable<DecodedEvent>) => Promise<Sorted>;

/** From decoded events to an acknowledgement: validate, hide identities, commit to the queue. */
@Injectable()
export class IngestService {
  constructor(
    private readonly workspaces: WorkspaceStore,
    private readonly pseudonymiser: Pseudonymiser,
    private readonly groupCommit: GroupCommit,
    private readonly backlog: Backlog,
    private readonly ledger: Ledger,
    private readonly metrics: ProcessMetrics,
    private readonly examples: RefusedExamples,
    @Inject(CLOCK) private readonly now: Clock,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  /**
   * @param receive called once there is room for events: reads them and has them sorted, one at a time, so that of ten
   *   megabytes of events only one is unfolded at a time
   * @returns the acknowledgement: whatever it counts as accepted is committed to the queue's store
   * @throws ProblemError 503 when the store is down or too much is waiting: nothing was accepted
   */
  async ingest(workspaceId: number, receive: (sort: Sorter) => Promise<Sorted>): Promise<IngestResult> {
    await this.requireRoom();
    const { workspace, rows, rejected } = await receive(async (events) => {
      // Read last, so that a slow sender meets the settings that are in force when he is done.
      return this.sort(events, await this.workspaces.get(workspaceId));
    });
    const counts = countByCode(rejected);
    const batchId =
      rows.length > 0
        ? await this.commit(await this.fixDefinition(workspace), rows, counts)
        : await this.recordRefusal(workspaceId, counts);
    this.metrics.eventsAccepted.inc(rows.length);
    for (const [code, count] of Object.entries(counts)) this.metrics.eventsRejected.inc({ code }, count);
    return { batch_id: batchId, accepted: rows.length, rejected };
  }

  private sort(events: Iterable<DecodedEvent>, workspace: WorkspaceEntity): Sorted {
    const now = this.now();
    const maxAgeMs = workspace.maxAgeDays === null ? undefined : workspace.maxAgeDays * DAY_MS;
    const declared = declaredDimensions(workspace);
    const rows: string[] = [];
    const rejected: RejectedEvent[] = [];
    const examples: RejectedExample[] = [];
    let index = 0;
    for (const decoded of events) {
      const outcome = decoded.kind === 'ok' ? validateEvent(decoded.value, now, maxAgeMs) : decoded;
      if (outcome.kind === 'ok') {
        const queued = this.pseudonymiser.pseudonymise(outcome.value, workspace.id, declared);
        rows.push(JSON.stringify(toQueueRow(queued)));
      } else if (outcome.kind === 'rejected') {
        const { code, field, message } = outcome;
        const value = decoded.kind === 'ok' ? decoded.value : undefined;
        const id = idOf(value);
        const example = this.examples.example(workspace.id, outcome, value, now);
        if (example) examples.push(example);
        rejected.push({
          index,
          ...(id === undefined ? {} : { id }),
          ...(field === undefined ? {} : { field }),
          code,
          message,
        });
      }
      index++;
    }
    this.examples.keep(workspace.id, examples);
    return { workspace, rows, rejected };
  }

  /** From the first event on, the definition stands: said in the database before the acknowledgement. */
  private async fixDefinition(workspace: WorkspaceEntity): Promise<WorkspaceEntity> {
    const fixed = await this.workspaces.markFirstEvent(workspace);
    if (fixed.definitionVersion === workspace.definitionVersion) return fixed;
    throw unavailable('settings_changed', 'The settings of the workspace were just changed. Send the events again.', 1);
  }

  private async commit(
    workspace: WorkspaceEntity,
    rows: readonly string[],
    rejected: Contribution['rejected'],
  ): Promise<string> {
    try {
      return await this.groupCommit.add({
        workspaceId: workspace.id,
        definitionVersion: workspace.definitionVersion,
        rows,
        rejected,
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

/** The sender's own id, to find the event again, where it is fit to be repeated. */
function idOf(event: unknown): string | undefined {
  const id = typeof event === 'object' && event !== null ? (event as { id?: unknown }).id : undefined;
  return typeof id === 'string' && id.length <= 128 && id.isWellFormed() && !id.includes('\0') ? id : undefined;
}

/** While a rebuild runs an event keeps the properties of both definitions; each revision takes its own of them. */
function declaredDimensions({ dimensions, secondRevision }: WorkspaceEntity): ReadonlySet<string> {
  return new Set([...dimensions, ...(secondRevision?.dimensions ?? [])]);
}
