import { VERSION } from '@grapevine/config';
import type { Status } from '@grapevine/contracts';
import { DemoFillings, Ledger, Restatements } from '@grapevine/database';
import { JobQueues } from '@grapevine/queue';
import { storedEvents, Warehouse, WarehouseUnavailableError } from '@grapevine/warehouse';
import { Inject, Injectable } from '@nestjs/common';
import { DeadLetterStore } from '../dead-letters/dead-letter-store.js';
import { CLOCK, type Clock, ENGINE_INFO, type EngineInfo } from '../engines/tokens.js';
import { unavailable } from '../http/problem-error.js';
import { readDataRange } from '../query/data-range.js';
import { WorkspaceStore } from '../workspaces/workspace-store.js';

type EventCounts = Status['events'];

/** Callers within this time share a count, as long as nothing has come since. */
const SAME_MS = 500;
/**
 * Counting the log is a full read: one that takes longer than this is not repeated whenever something has come. Below it,
 * `pending_events: 0` always comes with counts that hold every acknowledged event.
 */
const DEAR_MS = 5_000;
/** A dear count may take at most this share of the time. */
const SHARE_OF_TIME = 0.05;

interface Counted {
  readonly counts: EventCounts;
  /** How many batches the ledger had then. */
  readonly batches: number;
  readonly at: number;
  readonly tookMs: number;
}

/** Answers `GET /v1/status`. */
@Injectable()
export class StatusService {
  private readonly counted = new Map<number, Counted>();

  constructor(
    private readonly queues: JobQueues,
    private readonly warehouse: Warehouse,
    private readonly workspaces: WorkspaceStore,
    private readonly ledger: Ledger,
    private readonly deadLetters: DeadLetterStore,
    private readonly fillings: DemoFillings,
    private readonly restatements: Restatements,
    @Inject(ENGINE_INFO) private readonly engines: EngineInfo,
    @Inject(CLOCK) private readonly now: Clock,
  ) {}

  async of(workspaceId: number): Promise<Status> {
    // Pending first: what moves on while we look is then counted as stored, and 0 is never said too early.
    const pending = await this.queues.pending(workspaceId);
    const oldest = pending.oldestReceivedAt;
    const pipeline = {
      pending_events: pending.events,
      oldest_pending_seconds: oldest === undefined ? null : Math.max(0, (this.now() - oldest) / 1000),
      dead_letters: await this.deadLetters.count(workspaceId),
    };
    try {
      const workspace = await this.workspaces.get(workspaceId);
      const range = await readDataRange(this.warehouse, workspace);
      const events = await this.countEvents(workspaceId, workspace.revision);
      const filling = workspace.simulated ? await this.fillingOf(workspaceId) : null;
      const restatedAt = await this.restatements.lastAt(workspaceId);
      return {
        ...{ pipeline, events, filling },
        data_through: range?.last ?? null,
        last_restated_at: restatedAt === null ? null : new Date(restatedAt).toISOString(),
        ...{ engines: this.engines, version: VERSION },
      };
    } catch (error) {
      if (!(error instanceof WarehouseUnavailableError)) throw error;
      // No number, but how many events wait for it to come back.
      const detail = 'The warehouse does not answer; no number is lost, and ingest goes on. Try again shortly.';
      throw unavailable('warehouse_unavailable', detail, 5, { pipeline });
    }
  }

  private async fillingOf(workspaceId: number): Promise<Status['filling']> {
    const progress = await this.fillings.progress(workspaceId);
    return progress && !progress.finished ? { sent: progress.sent, total: progress.total } : null;
  }

  private async countEvents(workspaceId: number, revision: number): Promise<EventCounts> {
    const { batches, accepted, rejected } = await this.ledger.totals(workspaceId);
    const last = this.counted.get(workspaceId);
    const began = performance.now();
    if (last && isFresh(last, batches, began)) return last.counts;
    const [stored] = await this.warehouse.query(storedEvents(workspaceId, revision));
    const { events, identities } = stored ?? { events: 0, identities: 0 };
    const lost = await this.deadLetters.count(workspaceId);
    const counts: EventCounts = {
      accepted,
      rejected,
      stored: events,
      duplicates: Math.max(0, accepted - events - lost),
      conflicting: events - identities,
      as_of: new Date(this.now()).toISOString(),
    };
    const ended = performance.now();
    this.counted.set(workspaceId, { counts, batches, at: ended, tookMs: ended - began });
    return counts;
  }
}

/** Nothing has come since, or it was counted as lately as its cost allows. */
function isFresh(last: Counted, batches: number, now: number): boolean {
  if (last.batches === batches && now - last.at < SAME_MS) return true;
  return last.tookMs > DEAR_MS && now - last.at < last.tookMs / SHARE_OF_TIME;
}
