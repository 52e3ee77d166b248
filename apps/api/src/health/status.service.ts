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
import { type LogCount, worthOf } from './log-count.js';

type EventCounts = Status['events'];

/** Answers `GET /v1/status`. */
@Injectable()
export class StatusService {
  private readonly counted = new Map<number, { readonly counts: EventCounts; readonly log: LogCount }>();

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
    const use = last ? worthOf(last.log, { batches, revision, at: performance.now() }) : 'none';
    if (last && use === 'as_it_was') return last.counts;
    const log = last && use === 'as_of_now' ? last.log : await this.countLog(workspaceId, revision, batches);
    const lost = await this.deadLetters.count(workspaceId);
    const counts: EventCounts = {
      accepted,
      rejected,
      stored: log.events,
      duplicates: Math.max(0, accepted - log.events - lost),
      conflicting: log.events - log.identities,
      as_of: new Date(this.now()).toISOString(),
    };
    this.counted.set(workspaceId, { counts, log });
    return counts;
  }

  /** @param batches in the ledger before the log is counted */
  private async countLog(workspaceId: number, revision: number, batches: number): Promise<LogCount> {
    const began = performance.now();
    const [stored] = await this.warehouse.query(storedEvents(workspaceId, revision));
    const at = performance.now();
    return { ...(stored ?? { events: 0, identities: 0 }), revision, batches, at, tookMs: at - began };
  }
}
