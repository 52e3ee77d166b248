import { createHash } from 'node:crypto';
import {
  Ledger,
  MemberRegistry,
  type NewDeadLetter,
  type RevisionSettings,
  StaleRevisionsError,
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

/** Times that a batch is folded again at once when the revisions change under it; after that the job comes again. */
const MOST_FOLDS = 3;

interface FailedEvent {
  readonly position: number;
  readonly reason: string;
  readonly detail: string;
}

/** A batch as one revision has it; the days are what it touches there. */
interface FoldedRevision extends TouchedDays {
  readonly rows: readonly IncomingRow[];
}

/**
 * Takes a batch from the queue to the warehouse. Every step may run again after a crash: numbers are given once, inserts are
 * joins, and the ledger keeps the first record of a batch.
 */
export class StoreEventsHandler implements JobHandler<'store-events'> {
  private readonly zones = new Map<string, LocalDays>();

  constructor(
    private readonly workspaces: Pick<WorkspaceStore, 'get' | 'refresh'>,
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
    const { readable, failed } = read(rows);
    let workspace = await this.workspaces.get(payload.workspace_id, payload.definition_version);
    for (let folds = 1; ; folds++) {
      const folded = await this.fold(workspace, readable);
      const refused = await this.store(folded, readable);
      try {
        await this.record(payload, jobId, rows, [...failed, ...refused], folded);
        break;
      } catch (error) {
        // A rebuild has begun or ended since the settings were read. What is stored already is stored again, which changes nothing.
        if (!(error instanceof StaleRevisionsError) || folds === MOST_FOLDS) throw error;
        workspace = await this.workspaces.refresh(workspace.id);
      }
    }
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

  /** The batch in every revision that the workspace has now, each by its own rules. */
  private async fold(workspace: WorkspaceEntity, readable: readonly ReadableEvent[]): Promise<FoldedRevision[]> {
    const events = readable.map(({ event }) => event);
    const numbers = await this.registry.resolve(workspace.id, memberHashes(events));
    const revisions = workspace.secondRevision ? [workspace, workspace.secondRevision] : [workspace];
    return revisions.map(({ revision, timeZone, activityTypes, dimensions }: RevisionSettings) => {
      const rules = { workspaceId: workspace.id, revision, activityTypes: new Set(activityTypes), dimensions };
      const rows = buildRows(events, numbers, rules, this.daysOf(timeZone));
      return { workspaceId: workspace.id, revision, rows, days: new Set(rows.map(({ day }) => day)) };
    });
  }

  /** An event that is refused in one revision is refused: once it can be stored, it is stored in all. */
  private async store(folded: readonly FoldedRevision[], readable: readonly ReadableEvent[]): Promise<FailedEvent[]> {
    const refused = await this.writer.write(folded.flatMap(({ rows }) => rows));
    const failed = new Map<number, FailedEvent>();
    for (const { index, detail } of refused) {
      const position = readable[index % readable.length]?.position ?? index;
      failed.set(position, { position, reason: 'refused_by_warehouse', detail });
    }
    return [...failed.values()];
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
