import type { RevisionSettings } from './entities/workspace.entity.js';

/** A part of the log that is copied by one statement: days of the old revision, and of a day too large for one, a share. */
export interface RebuildStep {
  /** First and last local day, inclusive. */
  readonly from: string;
  readonly to: string;
  /** This is share number `share`, from 0, of `shares`; 0 of 1 is all. */
  readonly share: number;
  readonly shares: number;
  /** How many days end with this step. */
  readonly days: number;
  /** Rows of the log, as counted when the plan was made. */
  readonly events: number;
}

type RebuildState = 'running' | 'done' | 'failed';

export interface RebuildRecord {
  readonly id: string;
  readonly workspaceId: number;
  readonly state: RebuildState;
  readonly before: RevisionSettings;
  readonly after: RevisionSettings;
  /** undefined until the log was looked over. */
  readonly plan: readonly RebuildStep[] | undefined;
  readonly stepsDone: number;
  /** Attempts at the present step that the warehouse refused. */
  readonly failures: number;
  readonly error: string | null;
  readonly startedAt: Date;
  readonly finishedAt: Date | null;
}

/** A row of the table `rebuilds`, as the driver gives it. */
export interface RebuildRow {
  readonly id: string;
  readonly workspace_id: number;
  readonly settings_before: RevisionSettings;
  readonly settings_after: RevisionSettings;
  readonly state: RebuildState;
  readonly plan: RebuildStep[] | null;
  readonly steps_done: number;
  readonly failures: number;
  readonly error: string | null;
  readonly started_at: Date;
  readonly finished_at: Date | null;
}

export const toRecord = (row: RebuildRow): RebuildRecord => ({
  id: row.id,
  workspaceId: row.workspace_id,
  state: row.state,
  before: row.settings_before,
  after: row.settings_after,
  plan: row.plan ?? undefined,
  stepsDone: row.steps_done,
  failures: row.failures,
  error: row.error,
  startedAt: row.started_at,
  finishedAt: row.finished_at,
});
