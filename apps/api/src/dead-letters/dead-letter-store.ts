import type { DeadLetter, DeadLetterList, DeadLetterQuery, Replay } from '@grapevine/contracts';
import { type DeadLetterEntity, DeadLetters } from '@grapevine/database';
import { JobQueues, newBatchId, type Payload } from '@grapevine/queue';
import { Inject, Injectable } from '@nestjs/common';
import { CLOCK, type Clock } from '../engines/tokens.js';
import { pageOf, unknownPlace } from '../http/page.js';
import { WorkspaceStore } from '../workspaces/workspace-store.js';

/** Dead letters put back in one job: few, since those that fail again take the insert apart that they share with others. */
const REPLAY_SIZE = 100;

/** Acknowledged events that could not be stored: kept for a time, listed, and put back when the cause is gone. */
@Injectable()
export class DeadLetterStore {
  constructor(
    private readonly letters: DeadLetters,
    private readonly queues: JobQueues,
    private readonly workspaces: WorkspaceStore,
    @Inject(CLOCK) private readonly now: Clock,
  ) {}

  /** How many wait: neither replayed nor expired. */
  async count(workspaceId: number): Promise<number> {
    return this.letters.count(workspaceId, new Date(this.now()));
  }

  /** Oldest first, in pages. @throws ProblemError 422 where no dead letter has the id to begin after: it may have expired */
  async list(workspaceId: number, { after, limit }: DeadLetterQuery): Promise<DeadLetterList> {
    if (after !== undefined && !(await this.letters.has(workspaceId, after)))
      throw unknownPlace('after', 'dead letter');
    const rows = await this.letters.page(workspaceId, new Date(this.now()), after, limit + 1);
    return pageOf(rows.map(toDeadLetter), limit);
  }

  /**
   * Puts dead letters back into the queue and marks them. What fails again becomes a new dead letter.
   *
   * @returns how many were put back
   */
  async replay(workspaceId: number, which: Replay): Promise<number> {
    const began = await this.letters.moment();
    let replayed = 0;
    for (;;) {
      const page = await this.letters.waiting(workspaceId, which, began, REPLAY_SIZE);
      if (page.length === 0) return replayed;
      await this.putBack(workspaceId, page);
      replayed += page.length;
    }
  }

  async expire(): Promise<void> {
    await this.letters.expire(new Date(this.now()));
  }

  /** Queue first, mark second: after a crash in between they are put back twice, which changes no number. */
  private async putBack(workspaceId: number, letters: readonly DeadLetterEntity[]): Promise<void> {
    const { definitionVersion } = await this.workspaces.get(workspaceId);
    const rows = letters.filter(isRow).map((letter) => letter.event);
    const job = { version: 1, workspace_id: workspaceId, definition_version: definitionVersion } as const;
    const nothingNew = { received_at: this.now(), accepted: 0, rejected: {} };
    if (rows.length > 0)
      await this.add({ ...job, ...nothingNew, rows: `[${rows.join(',')}]` }, workspaceId, rows.length);
    for (const letter of letters) {
      // A whole payload, of another version perhaps: whoever takes the job sees whether it can be read now.
      if (!isRow(letter)) await this.add(JSON.parse(letter.event), workspaceId, 1);
    }
    const ids = letters.map(({ id }) => id);
    await this.letters.markReplayed(ids, new Date(this.now()));
  }

  private add(payload: Payload<'store-events'>, workspaceId: number, events: number): Promise<void> {
    return this.queues.add('store-events', payload, newBatchId({ workspaceId, receivedAt: this.now(), events }));
  }
}

/** A payload is an object and a row is not: one that is came out of a damaged batch, and cannot be read as either. */
const isRow = ({ event }: DeadLetterEntity): boolean => !event.startsWith('{');

/** A queue row begins with type, event key, content hash and time; of a damaged one nothing can be told. */
function toDeadLetter(row: DeadLetterEntity): DeadLetter {
  const event: unknown = JSON.parse(row.event);
  const [type, , , occurredAt] = Array.isArray(event) ? event : [];
  return {
    id: row.id,
    batch_id: row.batchId,
    reason: row.reason,
    detail: row.detail,
    event_type: typeof type === 'string' ? type : null,
    occurred_at:
      Number.isSafeInteger(occurredAt) && Math.abs(occurredAt) < 8.64e15 ? new Date(occurredAt).toISOString() : null,
    created_at: row.createdAt.toISOString(),
    expires_at: row.expiresAt.toISOString(),
    replayed_at: row.replayedAt?.toISOString() ?? null,
  };
}
