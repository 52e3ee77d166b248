import type { RejectCode } from '@grapevine/contracts';
import { type JobQueues, newBatchId } from '@grapevine/queue';
import type { Clock } from '../engines/tokens.js';

/** What one request adds to the queue. */
export interface Contribution {
  readonly workspaceId: number;
  readonly definitionVersion: number;
  /** JSON texts of the events' queue rows, with commas between. */
  readonly text: string;
  /** How many rows those are. */
  readonly accepted: number;
  readonly rejected: Readonly<Partial<Record<RejectCode, number>>>;
}

interface Waiting extends Contribution {
  readonly resolve: (batchId: string) => void;
  readonly reject: (error: unknown) => void;
}

/** A job holds no more events than one request may. */
const MOST_EVENTS = 5_000;
/** Requests of at least this many events go alone: nothing is won by making them wait for others. */
const LARGE_REQUEST = 500;
/**
 * When several senders are at it, a group is left open for this long. A job costs the stores some milliseconds of work whatever
 * its size, so that ten times as many jobs would slow everybody down by more than this. A lone sender never waits.
 */
const GATHER_MS = 10;
const SEVERAL = 4;

/**
 * Puts requests into the queue, small ones of a workspace together (group commit): while one commit is under way the next
 * requests gather, and share the one after it. Nobody is answered before the commit that holds his events.
 */
export class GroupCommit {
  private readonly gathering = new Map<number, Waiting[]>();
  private readonly committing = new Set<number>();

  constructor(
    private readonly queues: Pick<JobQueues, 'add'>,
    private readonly now: Clock,
  ) {}

  /**
   * @returns the id of the batch that the events are in, once the queue's store has committed it
   * @throws what the store said when it did not
   */
  add(contribution: Contribution): Promise<string> {
    if (contribution.accepted >= LARGE_REQUEST) return this.commit([contribution]);
    return new Promise((resolve, reject) => {
      const { workspaceId } = contribution;
      const group = this.gathering.get(workspaceId) ?? [];
      group.push({ ...contribution, resolve, reject });
      this.gathering.set(workspaceId, group);
      if (!this.committing.has(workspaceId)) void this.drain(workspaceId);
    });
  }

  private async drain(workspaceId: number): Promise<void> {
    this.committing.add(workspaceId);
    // Requests that arrived in the same turn of the event loop are one group.
    await new Promise(setImmediate);
    for (let group = this.take(workspaceId); group.length > 0; group = this.take(workspaceId)) {
      try {
        const batchId = await this.commit(group);
        for (const waiting of group) waiting.resolve(batchId);
      } catch (error) {
        for (const waiting of group) waiting.reject(error);
      }
      if (group.length >= SEVERAL) await new Promise((resolve) => setTimeout(resolve, GATHER_MS));
    }
    this.committing.delete(workspaceId);
  }

  /** As many waiting requests as fit into one job, all of one definition. */
  private take(workspaceId: number): Waiting[] {
    const waiting = this.gathering.get(workspaceId) ?? [];
    let events = 0;
    let count = 0;
    for (const next of waiting) {
      if (next.definitionVersion !== waiting[0]?.definitionVersion) break;
      if (count > 0 && events + next.accepted > MOST_EVENTS) break;
      events += next.accepted;
      count++;
    }
    const group = waiting.splice(0, count);
    if (waiting.length === 0) this.gathering.delete(workspaceId);
    return group;
  }

  private async commit(group: readonly Contribution[]): Promise<string> {
    const [{ workspaceId, definitionVersion }] = group as [Contribution];
    const accepted = group.reduce((sum, contribution) => sum + contribution.accepted, 0);
    const receivedAt = this.now();
    const batchId = newBatchId({ workspaceId, receivedAt, events: accepted });
    const rejected: Partial<Record<RejectCode, number>> = {};
    for (const contribution of group) {
      for (const [code, count] of Object.entries(contribution.rejected) as [RejectCode, number][]) {
        rejected[code] = (rejected[code] ?? 0) + count;
      }
    }
    await this.queues.add(
      'store-events',
      {
        version: 1,
        workspace_id: workspaceId,
        definition_version: definitionVersion,
        received_at: receivedAt,
        accepted,
        rejected,
        rows: `[${group.map(({ text }) => text).join(',')}]`,
      },
      batchId,
    );
    return batchId;
  }
}
