import { randomUUID } from 'node:crypto';
import type { DataSource, EntityManager } from 'typeorm';
import { carryTouches } from './day-touches.js';
import type { RevisionSettings } from './entities/workspace.entity.js';
import { type RebuildRecord, type RebuildRow, type RebuildStep, toRecord } from './rebuild-record.js';
import { holdRevisions } from './revision-lock.js';

/** For so long after a switch both revisions are folded: longer than any process trusts the settings that it has read. */
const SETTLING = `interval '3 seconds'`;
/** A workspace that a rebuild runs in, or has just been switched by one. */
const REBUILDING = `EXISTS (SELECT FROM rebuilds AS r WHERE r.workspace_id = w.id
  AND (r.state = 'running' OR r.finished_at > now() - ${SETTLING}))`;
/** For so long after its end the rows that a rebuild leaves behind may still be read by a question that began before. */
const READERS_GONE = `interval '10 minutes'`;

export type StartOutcome =
  | { readonly kind: 'started'; readonly rebuild: RebuildRecord }
  /** Another one runs, or has ended so lately that its old revision is still folded. */
  | { readonly kind: 'busy' };

/** Rows of a revision that nobody reads any more. */
export interface Leftover {
  readonly rebuildId: string;
  readonly workspaceId: number;
  readonly revision: number;
}

/** The rebuilds of all workspaces, and the one place where a workspace's revision changes. */
export class Rebuilds {
  constructor(private readonly source: DataSource) {}

  /**
   * Starts a rebuild: from the commit on every batch goes into the next revision too.
   *
   * @param after the definition to come; its revision is given here
   */
  async start(workspaceId: number, after: Omit<RevisionSettings, 'revision'>): Promise<StartOutcome> {
    return this.source.transaction(async (manager) => {
      await holdRevisions(manager, workspaceId);
      const [workspace] = await manager.query(
        `SELECT w.revision, w.time_zone, w.activity_types, w.dimensions,
           greatest(w.revision, (SELECT max(to_revision) FROM rebuilds WHERE workspace_id = w.id)) + 1 AS next_revision,
           ${REBUILDING} AS busy
         FROM workspaces AS w WHERE w.id = $1`,
        [workspaceId],
      );
      if (workspace.busy) return { kind: 'busy' };
      const before: RevisionSettings = {
        revision: workspace.revision,
        timeZone: workspace.time_zone,
        activityTypes: workspace.activity_types,
        dimensions: workspace.dimensions,
      };
      const next: RevisionSettings = { ...after, revision: workspace.next_revision };
      const [row] = await manager.query(
        `INSERT INTO rebuilds (id, workspace_id, from_revision, to_revision, settings_before, settings_after, state)
         VALUES ($1, $2, $3, $4, $5, $6, 'running') RETURNING *`,
        [randomUUID(), workspaceId, before.revision, next.revision, JSON.stringify(before), JSON.stringify(next)],
      );
      await setSecondRevision(manager, workspaceId, next);
      return { kind: 'started', rebuild: toRecord(row) };
    });
  }

  /** @returns undefined where the workspace has none of this id */
  async find(id: string, workspaceId?: number): Promise<RebuildRecord | undefined> {
    const rows = await this.source.query(
      'SELECT * FROM rebuilds WHERE id = $1 AND ($2::int IS NULL OR workspace_id = $2)',
      [id, workspaceId ?? null],
    );
    return rows[0] && toRecord(rows[0]);
  }

  /** The last one first. @param before only those into earlier revisions */
  async list(workspaceId: number, most: number, before?: number): Promise<RebuildRecord[]> {
    const rows: RebuildRow[] = await this.source.query(
      `SELECT * FROM rebuilds WHERE workspace_id = $1 AND ($3::int IS NULL OR to_revision < $3)
       ORDER BY to_revision DESC LIMIT $2`,
      [workspaceId, most, before ?? null],
    );
    return rows.map(toRecord);
  }

  /** Of a workspace, or of all. */
  async running(workspaceId?: number): Promise<RebuildRecord[]> {
    const rows: RebuildRow[] = await this.source.query(
      `SELECT * FROM rebuilds WHERE state = 'running' AND ($1::int IS NULL OR workspace_id = $1)`,
      [workspaceId ?? null],
    );
    return rows.map(toRecord);
  }

  /** Keeps the first plan: a step's number means the same for everybody. */
  async setPlan(id: string, plan: readonly RebuildStep[]): Promise<void> {
    await this.source.query('UPDATE rebuilds SET plan = $2 WHERE id = $1 AND plan IS NULL', [id, JSON.stringify(plan)]);
  }

  async recordSteps(id: string, done: number): Promise<void> {
    await this.source.query(
      `UPDATE rebuilds SET steps_done = greatest(steps_done, $2), failures = 0, error = NULL WHERE id = $1`,
      [id, done],
    );
  }

  /** @param refused the warehouse refused the step, as opposed to being away */
  async recordFailure(id: string, error: string, refused: boolean): Promise<void> {
    await this.source.query(
      `UPDATE rebuilds SET error = $2, failures = failures + $3 WHERE id = $1 AND state = 'running'`,
      [id, error, refused ? 1 : 0],
    );
  }

  /**
   * The switch: from the commit on every answer is by the new definition. The old revision stays the second one for a while.
   *
   * @param days the local days of the new revision that have events
   */
  async complete(rebuild: RebuildRecord, days: readonly string[]): Promise<void> {
    const { id, workspaceId, before, after } = rebuild;
    await this.source.transaction(async (manager) => {
      await holdRevisions(manager, workspaceId);
      const [done] = await manager
        .query(
          `UPDATE rebuilds SET state = 'done', finished_at = clock_timestamp(), error = NULL WHERE id = $1 AND state = 'running' RETURNING id`,
          [id],
        )
        .then(rowsOfUpdate);
      if (!done) return;
      await carryTouches(manager, workspaceId, before.revision, after.revision, days);
      await manager.query(
        `UPDATE workspaces SET revision = $2, time_zone = $3, activity_types = $4, dimensions = $5,
           definition_version = definition_version + 1 WHERE id = $1`,
        [workspaceId, after.revision, after.timeZone, after.activityTypes, after.dimensions],
      );
      await setSecondRevision(manager, workspaceId, before);
    });
  }

  /** Gives up: the old definition stays, and events go into its revision alone again. */
  async fail(rebuild: RebuildRecord, error: string): Promise<void> {
    await this.source.transaction(async (manager) => {
      await holdRevisions(manager, rebuild.workspaceId);
      const [failed] = await manager
        .query(
          `UPDATE rebuilds SET state = 'failed', finished_at = clock_timestamp(), error = $2 WHERE id = $1 AND state = 'running' RETURNING id`,
          [rebuild.id, error],
        )
        .then(rowsOfUpdate);
      if (failed) await setSecondRevision(manager, rebuild.workspaceId, null);
    });
  }

  /** Ends the time after each switch in which the old revision is folded too. */
  async settle(): Promise<void> {
    const settled = `w.second_revision IS NOT NULL AND NOT ${REBUILDING}`;
    const rows: { id: number }[] = await this.source.query(`SELECT w.id FROM workspaces AS w WHERE ${settled}`);
    for (const { id } of rows) {
      await this.source.transaction(async (manager) => {
        await holdRevisions(manager, id);
        await manager.query(`UPDATE workspaces AS w SET second_revision = NULL WHERE w.id = $1 AND ${settled}`, [id]);
      });
    }
  }

  /** Rows that no question can be reading any more: of the old revision, or of the one that a rebuild did not finish. */
  async leftovers(): Promise<Leftover[]> {
    const rows: { id: string; workspace_id: number; revision: number }[] = await this.source.query(
      `SELECT id, workspace_id, CASE state WHEN 'done' THEN from_revision ELSE to_revision END AS revision
       FROM rebuilds WHERE state <> 'running' AND purged_at IS NULL AND finished_at < now() - ${READERS_GONE}`,
    );
    return rows.map((row) => ({ rebuildId: row.id, workspaceId: row.workspace_id, revision: row.revision }));
  }

  /** Says that the warehouse has been told to delete them, and forgets when their days were touched. */
  async forget({ rebuildId, workspaceId, revision }: Leftover): Promise<void> {
    await this.source.transaction(async (manager) => {
      await manager.query('DELETE FROM day_touches WHERE workspace_id = $1 AND revision = $2', [workspaceId, revision]);
      await manager.query('UPDATE rebuilds SET purged_at = now() WHERE id = $1', [rebuildId]);
    });
  }
}

async function setSecondRevision(
  manager: EntityManager,
  workspaceId: number,
  settings: RevisionSettings | null,
): Promise<void> {
  await manager.query('UPDATE workspaces SET second_revision = $2 WHERE id = $1', [
    workspaceId,
    settings && JSON.stringify(settings),
  ]);
}

/** TypeORM answers an UPDATE with its rows and their number. */
const rowsOfUpdate = ([rows]: [unknown[], number]): unknown[] => rows;
