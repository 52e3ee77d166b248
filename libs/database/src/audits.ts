import { randomUUID } from 'node:crypto';
import type { DataSource } from 'typeorm';

/** How an audit ended. */
export interface AuditRecord {
  /** Epoch milliseconds. */
  readonly startedAt: number;
  readonly finishedAt: number;
  readonly events: number;
  readonly numbers: number;
  readonly differences: number;
}

/** What the audits of a workspace found. */
export class Audits {
  constructor(private readonly source: DataSource) {}

  async record(workspaceId: number, audit: AuditRecord): Promise<void> {
    await this.source.query(
      `INSERT INTO audits (id, workspace_id, started_at, finished_at, events, numbers, differences)
       VALUES ($1, $2, to_timestamp($3 / 1000.0), to_timestamp($4 / 1000.0), $5, $6, $7)`,
      [
        ...[randomUUID(), workspaceId, audit.startedAt, audit.finishedAt],
        ...[audit.events, audit.numbers, audit.differences],
      ],
    );
  }

  async last(workspaceId: number): Promise<AuditRecord | undefined> {
    const [row] = await this.source.query(
      `SELECT floor(extract(epoch FROM started_at) * 1000)::float8 AS "startedAt",
         floor(extract(epoch FROM finished_at) * 1000)::float8 AS "finishedAt",
         events::float8 AS events, numbers::float8 AS numbers, differences
       FROM audits WHERE workspace_id = $1 ORDER BY finished_at DESC LIMIT 1`,
      [workspaceId],
    );
    return row;
  }
}
