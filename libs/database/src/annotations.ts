import { randomUUID } from 'node:crypto';
import type { DataSource } from 'typeorm';

export interface AnnotationRecord {
  readonly id: string;
  /** A local day of the workspace. */
  readonly day: string;
  readonly text: string;
  readonly author: string | null;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

const COLUMNS = 'id, day::text AS day, text, author, created_at AS "createdAt", updated_at AS "updatedAt"';

/** Notes on days: what happened then, beside what the numbers say. */
export class Annotations {
  constructor(private readonly source: DataSource) {}

  /**
   * By day, those of one day in the order in which they were written.
   *
   * @param after only those after the note of this id @returns undefined where the workspace has no such note
   */
  async read(
    workspaceId: number,
    most: number,
    after: string | undefined,
    { from, to }: { readonly from?: string | undefined; readonly to?: string | undefined },
  ): Promise<AnnotationRecord[] | undefined> {
    if (after !== undefined && !(await this.has(workspaceId, after))) return undefined;
    return this.source.query(
      `SELECT ${COLUMNS} FROM annotations
       WHERE workspace_id = $1 AND ($2::date IS NULL OR day >= $2) AND ($3::date IS NULL OR day <= $3)
         AND ($4::uuid IS NULL OR (day, created_at, id) > (SELECT day, created_at, id FROM annotations WHERE id = $4))
       ORDER BY day, created_at, id LIMIT $5`,
      [workspaceId, from ?? null, to ?? null, after ?? null, most],
    );
  }

  private async has(workspaceId: number, id: string): Promise<boolean> {
    const found = await this.source.query('SELECT 1 FROM annotations WHERE workspace_id = $1 AND id = $2', [
      workspaceId,
      id,
    ]);
    return found.length > 0;
  }

  async add(workspaceId: number, day: string, text: string, author: string | null): Promise<AnnotationRecord> {
    const [row] = await this.source.query(
      `INSERT INTO annotations (id, workspace_id, day, text, author) VALUES ($1, $2, $3, $4, $5) RETURNING ${COLUMNS}`,
      [randomUUID(), workspaceId, day, text, author],
    );
    return row;
  }

  /** What is undefined stays. @returns undefined where the workspace has no such note */
  async change(
    workspaceId: number,
    id: string,
    { day, text }: { day?: string | undefined; text?: string | undefined },
  ): Promise<AnnotationRecord | undefined> {
    const [[row]] = await this.source.query(
      `UPDATE annotations SET day = coalesce($3, day), text = coalesce($4, text), updated_at = now()
       WHERE workspace_id = $1 AND id = $2 RETURNING ${COLUMNS}`,
      [workspaceId, id, day ?? null, text ?? null],
    );
    return row;
  }

  /** @returns false where the workspace has no such note */
  async remove(workspaceId: number, id: string): Promise<boolean> {
    const [, count] = await this.source.query('DELETE FROM annotations WHERE workspace_id = $1 AND id = $2', [
      workspaceId,
      id,
    ]);
    return count === 1;
  }
}
