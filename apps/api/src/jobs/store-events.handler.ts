import { createHash } from 'node:crypto';
import {
  Ledger,
  MemberRegistry,
  type NewDeadLetter,
  type TouchedDays,
  type WorkspaceEntity,
} from '@grapevine/database';
import type { ProcessMetrics } from '@grapevine/observability';
import {
  buildRows,
  fromQueueRow,
  type IncomingRow,
  LocalDays,
  memberHashes,
  type QueuedEvent,
} from '@grapevine/pipeline';
import type { JobContext, JobHandler, Payload } from '@grapevine/queue';
import type { EventWriter } from '@grapevine/warehouse';
import type { Clock } from '../engines/tokens.js';
import type { WorkspaceStore } from '../workspaces/workspace-store.js';

interface ReadableEvent {
  readonly position: number;
  readonly event: QueuedEvent;
}

interface FailedEvent {
  readonly position: number;
  readonly reason: string;
  readonly detail: string;
}

/**
 * Takes a batch from the queue to the warehouse. Every step may run again after a crash: numbers are given once, inserts are
 * joins, and the ledger keeps the first record of a batch.
 */
export class StoreEventsHandler implements JobHandler<'store-events'> {
  private readonly zones = new Map<string, LocalDays>();

  constructor(
    private readonly workspaces: Pick<WorkspaceStore, 'get'>,
    private readonly registry: MemberRegistry,
    private readonly writer: EventWriter,
    private readonly ledger: Ledger,
    private readonly metrics: ProcessMetrics,
    private readonly now: Clock,
  ) {}

  /** The way of a batch: read, resolve members, put on local days, store, record. Only then is the job done. */
  async handle(payload: Payload<'store-events'>, context: JobContext): Promise<void> {
    const { jobId } = context;
    const rows = parseRows(payload.rows);
    if (!rows) return this.unreadable(payload, 'rows: not a JSON array', context);
    const workspace = await this.workspaces.get(payload.workspace_id, payload.definition_version);
    const { readable, failed } = read(rows);
    const folded = await this.fold(workspace, readable);
    const refused = await this.store(folded, readable);
    const touched = {
      workspaceId: workspace.id,
      revision: workspace.revision,
      days: new Set(folded.map((r) => r.day)),
    };
    await this.record(payload, jobId, rows, [...failed, ...refused], [touched]);
    this.metrics.visible.observe((this.now() - payload.received_at) / 1000);
  }

  /** A payload of another shape: kept whole as one dead letter, under the workspace that its id names. */
  async unreadable(payload: unknown, detail: string, { jobId }: JobContext): Promise<void> {
    const workspaceId = Number(jobId.split('-', 1)[0]);
    await this.ledger.record(
      [{ batchId: jobId, workspaceId, receivedAt: this.now(), accepted: 0, rejected: {} }],
      [deadLetter(workspaceId, jobId, payload, { position: 0, reason: 'malformed', detail })],
    );
    this.metrics.deadLetters.inc();
  }

  private async fold(workspace: WorkspaceEntity, readable: readonly ReadableEvent[]): Promise<IncomingRow[]> {
    const events = readable.map(({ event }) => event);
    const numbers = await this.registry.resolve(workspace.id, memberHashes(events));
    const rules = {
      workspaceId: workspace.id,
      revision: workspace.revision,
      activityTypes: new Set(workspace.activityTypes),
      dimensions: workspace.dimensions,
    };
    return buildRows(events, numbers, rules, this.daysOf(workspace.timeZone));
  }

  private async store(folded: readonly IncomingRow[], readable: readonly ReadableEvent[]): Promise<FailedEvent[]> {
    const refused = await this.writer.write(folded);
    return refused.map(({ index, detail }) => ({
      position: readable[index]?.position ?? index,
      reason: 'refused_by_warehouse',
      detail,
    }));
  }

  private async record(
    payload: Payload<'store-events'>,
    batchId: string,
    rows: readonly unknown[],
    failed: readonly FailedEvent[],
    touched: readonly TouchedDays[],
  ): Promise<void> {
    const { workspace_id: workspaceId, received_at: receivedAt, accepted, rejected } = payload;
    const deadLetters = failed.map((event) => deadLetter(workspaceId, batchId, rows[event.position], event));
    await this.ledger.record([{ batchId, workspaceId, receivedAt, accepted, rejected }], deadLetters, touched);
    this.metrics.deadLetters.inc(deadLetters.length);
  }

  private daysOf(timeZone: string): LocalDays {
    const known = this.zones.get(timeZone);
    if (known) return known;
    const days = new LocalDays(timeZone);
    this.zones.set(timeZone, days);
    return days;
  }
}

/** @returns undefined for text that no version has written */
function parseRows(text: string): unknown[] | undefined {
  try {
    const rows: unknown = JSON.parse(text);
    return Array.isArray(rows) ? rows : undefined;
  } catch {
    return undefined;
  }
}

function read(rows: readonly unknown[]): { readable: ReadableEvent[]; failed: FailedEvent[] } {
  const readable: ReadableEvent[] = [];
  const failed: FailedEvent[] = [];
  rows.forEach((row, position) => {
    const outcome = fromQueueRow(row);
    if (outcome.kind === 'ok') readable.push({ position, event: outcome.value });
    else if (outcome.kind === 'dead_letter') failed.push({ position, reason: outcome.reason, detail: outcome.detail });
  });
  return { readable, failed };
}

function deadLetter(workspaceId: number, batchId: string, event: unknown, failed: FailedEvent): NewDeadLetter {
  return {
    id: uuidOf(`${batchId}:${failed.position}`),
    workspaceId,
    batchId,
    reason: failed.reason,
    detail: failed.detail,
    event: event ?? null,
  };
}

/** A UUID (version 8, RFC 9562: of our own making) from a name: the same event gets the same one again. */
function uuidOf(name: string): string {
  const hex = createHash('sha256').update(name).digest('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), `8${hex.slice(13, 16)}`, `8${hex.slice(17, 20)}`, hex.slice(20, 32)].join(
    '-',
  );
}
