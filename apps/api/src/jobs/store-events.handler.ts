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
import { buildRows, fromQueueRow, LocalDays, memberHashes, type QueuedEvent } from '@grapevine/pipeline';
import type { JobContext, JobHandler, Payload } from '@grapevine/queue';
import type { EventWriter, RefusedRow } from '@grapevine/warehouse';
import type { Clock } from '../engines/tokens.js';
import { Turnstile } from '../ingest/turnstile.js';
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

/**
 * A batch that waits for its insert. Nothing here leads to its rows: tens of thousands of them would otherwise live that long, and
 * the garbage collector spend more time on them than anybody. Those that become dead letters are read again.
 */
interface FoldedBatch {
  readonly failed: readonly FailedEvent[];
  readonly touched: readonly TouchedDays[];
  readonly stored: Promise<readonly FailedEvent[]>;
}

/** Batches that are unfolded at a time: the others wait as they came. */
const UNFOLDED_AT_A_TIME = 16;

/**
 * Takes a batch from the queue to the warehouse. Every step may run again after a crash: numbers are given once, inserts are
 * joins, and the ledger keeps the first record of a batch.
 */
export class StoreEventsHandler implements JobHandler<'store-events'> {
  private readonly zones = new Map<string, LocalDays>();
  private readonly turnstile = new Turnstile(UNFOLDED_AT_A_TIME);

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
    let workspace = await this.workspaces.get(payload.workspace_id, payload.definition_version);
    for (let folds = 1; ; folds++) {
      const folded = await this.turnstile.pass(() => this.fold(workspace, payload.rows));
      if (!folded) return this.unreadable(payload, 'rows: not a JSON array', context);
      const refused = await folded.stored;
      try {
        await this.record(payload, context.jobId, [...folded.failed, ...refused], folded.touched);
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

  /**
   * Puts the batch into the writer's hands as every revision that the workspace has now folds it, each by its own rules.
   *
   * @returns undefined for text that no version has written
   */
  private async fold(workspace: WorkspaceEntity, text: string): Promise<FoldedBatch | undefined> {
    const rows = parseRows(text);
    if (!rows) return undefined;
    const { readable, failed } = read(rows);
    const events = readable.map(({ event }) => event);
    const numbers = await this.registry.resolve(workspace.id, memberHashes(events));
    const revisions = workspace.secondRevision ? [workspace, workspace.secondRevision] : [workspace];
    const folded = revisions.map(({ revision, timeZone, activityTypes, dimensions }: RevisionSettings) => {
      const rules = { workspaceId: workspace.id, revision, activityTypes: new Set(activityTypes), dimensions };
      const rows = buildRows(events, numbers, rules, this.daysOf(timeZone));
      return { workspaceId: workspace.id, revision, rows, days: new Set(rows.map(({ day }) => day)) };
    });
    const positions = readable.map(({ position }) => position);
    return {
      failed,
      touched: folded.map(({ workspaceId, revision, days }) => ({ workspaceId, revision, days })),
      stored: this.writer.write(folded.flatMap(({ rows }) => rows)).then((refused) => failures(refused, positions)),
    };
  }

  private async record(
    payload: Payload<'store-events'>,
    batchId: string,
    failed: readonly FailedEvent[],
    touched: readonly TouchedDays[],
  ): Promise<void> {
    const { workspace_id: workspaceId, received_at: receivedAt, accepted, rejected } = payload;
    const rows = failed.length > 0 ? (parseRows(payload.rows) ?? []) : [];
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

/** An event that is refused in one revision is refused: once it can be stored, it is stored in all. */
function failures(refused: readonly RefusedRow[], positions: readonly number[]): FailedEvent[] {
  const failed = new Map<number, FailedEvent>();
  for (const { index, detail } of refused) {
    const position = positions[index % positions.length] ?? index;
    failed.set(position, { position, reason: 'refused_by_warehouse', detail });
  }
  return [...failed.values()];
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
