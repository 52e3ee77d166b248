import type { DataSource } from 'typeorm';

/** A refused event with everything taken out of it that could tell whom it is about. */
export interface RejectedExample {
  readonly code: string;
  readonly field: string | null;
  readonly message: string;
  readonly event: Readonly<Record<string, string>>;
  /** Epoch milliseconds. */
  readonly receivedAt: number;
}

/** Of each workspace and reason. */
const MOST_KEPT = 5;
const KEPT_DAYS = 14;

/** The last refused events of each reason, masked: to find the fault of a sender. */
export class RejectedExamples {
  constructor(private readonly source: DataSource) {}

  /** Keeps these and the newest of the former ones. */
  async keep(workspaceId: number, examples: readonly RejectedExample[]): Promise<void> {
    if (examples.length === 0) return;
    await this.source.query(
      `INSERT INTO rejected_examples (workspace_id, code, field, message, event, received_at, expires_at)
       SELECT $1, e.code, e.field, e.message, e.event, to_timestamp(e."receivedAt" / 1000.0), now() + make_interval(days => $3)
       FROM jsonb_to_recordset($2::jsonb) AS e (code text, field text, message text, event jsonb, "receivedAt" bigint)`,
      [workspaceId, JSON.stringify(examples), KEPT_DAYS],
    );
    await this.source.query(
      `DELETE FROM rejected_examples WHERE id IN (
         SELECT id FROM (
           SELECT id, row_number() OVER (PARTITION BY code ORDER BY id DESC) AS place
           FROM rejected_examples WHERE workspace_id = $1
         ) AS numbered WHERE place > $2
       )`,
      [workspaceId, MOST_KEPT],
    );
  }

  /** The newest first. */
  async read(workspaceId: number): Promise<RejectedExample[]> {
    return this.source.query(
      `SELECT code, field, message, event, floor(extract(epoch FROM received_at) * 1000)::float8 AS "receivedAt"
       FROM rejected_examples WHERE workspace_id = $1 AND expires_at > now() ORDER BY id DESC`,
      [workspaceId],
    );
  }

  /** Deletes those whose time is over. */
  async expire(): Promise<void> {
    await this.source.query('DELETE FROM rejected_examples WHERE expires_at < now()');
  }
}
