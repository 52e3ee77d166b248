import type { DeadLetter, DeadLetterList, DeadLetterQuery, Replay } from '@grapevine/contracts';
import { type DeadLetterEntity, DeadLetters } from '@grapevine/database';
import { JobQueues, newBatchId } from '@grapevine/queue';
import { Inject, Injectable } from '@nestjs/common';
import { CLOCK, type Clock } from '../engines/tokens.js';
import { WorkspaceStore } from '../workspaces/workspace-store.js';

/** Dead letters put back in one job. */
const REPLAY_SIZE = 1_000;

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

  /** Oldest first, in pages. */
  async list(workspaceId: number, { cursor, limit }: DeadLetterQuery): Promise<DeadLetterList> {
    // One more than the page: it tells whether there is another.
    const rows = await this.letters.page(workspaceId, new Date(this.now()), cursor, limit + 1);
    const page = rows.slice(0, limit);
    return { data: page.map(toDeadLetter), next_cursor: rows.length > limit ? (page.at(-1)?.id ?? null) : null };
  }

  /**
   * Puts dead letters back into the queue and marks them. What fails again becomes a new dead letter.
   *
   * @returns how many were put back
   */
  async replay(workspaceId: number, which: Replay): Promise<number> {
    let replayed = 0;
    for (;;) {
      const page = await this.letters.waiting(workspaceId, which, REPLAY_SIZE);
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
    const workspace = await this.workspaces.get(workspaceId);
    const receivedAt = this.now();
    await this.queues.add(
      'store-events',
      {
        version: 1,
        workspace_id: workspaceId,
        definition_version: workspace.definitionVersion,
        received_at: receivedAt,
        accepted: 0,
        rejected: {},
        rows: JSON.stringify(letters.map((letter) => letter.event)),
      },
      newBatchId({ workspaceId, receivedAt, events: letters.length }),
    );
    const ids = letters.map(({ id }) => id);
    await this.letters.markReplayed(ids, new Date(receivedAt));
  }
}

/** A queue row begins with type, event key, content hash and time; of a damaged one nothing can be told. */
function toDeadLetter(row: DeadLetterEntity): DeadLetter {
  const [type, , , occurredAt] = Array.isArray(row.event) ? row.event : [];
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
