import type { DataSource } from 'typeorm';
import { type TouchedDays, touchDays } from './day-touches.js';
import { requireEveryRevision } from './revision-lock.js';

export interface LedgerEntry {
  readonly batchId: string;
  readonly workspaceId: number;
  /** Epoch milliseconds. */
  readonly receivedAt: number;
  readonly accepted: number;
  readonly rejected: Readonly<Record<string, number>>;
}

export interface NewDeadLetter {
  readonly id: string;
  readonly workspaceId: number;
  readonly batchId: string;
  readonly reason: string;
  readonly detail: string;
  readonly event: unknown;
}

export interface LedgerTotals {
  /** Every batch that is through, replays and refused ones too: grows whenever anything was recorded. */
  readonly batches: number;
  readonly accepted: number;
  readonly rejected: Record<string, number>;
}

/** How long a dead letter is kept. */
const DEAD_LETTER_DAYS = 30;

/** The ledger of batches and the dead letters that came of them. */
export class Ledger {
  constructor(private readonly source: DataSource) {}

  /**
   * Records batches that are through, their dead letters, and the days that they touched, in one transaction. Recording the
   * same again changes nothing but the days' versions.
   *
   * @param touched of each workspace whose events were stored, every revision that they were folded into
   * @throws StaleRevisionsError where a workspace has a revision by now that is not among them: nothing was recorded
   */
  async record(
    entries: readonly LedgerEntry[],
    deadLetters: readonly NewDeadLetter[],
    touched: readonly TouchedDays[] = [],
  ): Promise<void> {
    await this.source.transaction(async (manager) => {
      await requireEveryRevision(manager, touched);
      await touchDays(manager, touched);
      await manager.query(
        `INSERT INTO batches (id, workspace_id, received_at, stored_at, accepted, rejected)
         SELECT b.id, b.workspace_id, to_timestamp(b.received_ms / 1000.0), now(), b.accepted, b.rejected
         FROM jsonb_to_recordset($1::jsonb)
           AS b (id text, workspace_id int, received_ms bigint, accepted int, rejected jsonb)
         ON CONFLICT (id) DO NOTHING`,
        [
          JSON.stringify(
            entries.map((e) => ({
              id: e.batchId,
              workspace_id: e.workspaceId,
              received_ms: e.receivedAt,
              accepted: e.accepted,
              rejected: e.rejected,
            })),
          ),
        ],
      );
      if (deadLetters.length === 0) return;
      await manager.query(
        `INSERT INTO dead_letters (id, workspace_id, batch_id, reason, detail, event, expires_at)
         SELECT d.id, d.workspace_id, d.batch_id, d.reason, d.detail, d.event, now() + make_interval(days => $2)
         FROM jsonb_to_recordset($1::jsonb)
           AS d (id uuid, workspace_id int, batch_id text, reason text, detail text, event text)
         ON CONFLICT (id) DO NOTHING`,
        [
          JSON.stringify(
            deadLetters.map((d) => ({
              id: d.id,
              workspace_id: d.workspaceId,
              batch_id: d.batchId,
              reason: d.reason,
              detail: storable(d.detail),
              event: JSON.stringify(d.event ?? null),
            })),
          ),
          DEAD_LETTER_DAYS,
        ],
      );
    });
  }

  /** Sums over all batches of a workspace that are through. */
  async totals(workspaceId: number): Promise<LedgerTotals> {
    const [{ batches, accepted }] = await this.source.query(
      'SELECT count(*)::text AS batches, coalesce(sum(accepted), 0)::text AS accepted FROM batches WHERE workspace_id = $1',
      [workspaceId],
    );
    const rejected: { code: string; count: string }[] = await this.source.query(
      `SELECT code, sum(count::bigint)::text AS count
       FROM batches CROSS JOIN LATERAL jsonb_each_text(rejected) AS r (code, count)
       WHERE workspace_id = $1 AND rejected <> '{}' GROUP BY code ORDER BY code`,
      [workspaceId],
    );
    return {
      batches: Number(batches),
      accepted: Number(accepted),
      rejected: Object.fromEntries(rejected.map((r) => [r.code, Number(r.count)])),
    };
  }
}

/** Text that PostgreSQL takes: an engine's message may repeat, or cut through, what it complains about. */
const storable = (text: string): string => text.replaceAll('\0', '').toWellFormed();
