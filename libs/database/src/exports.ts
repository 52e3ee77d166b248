import { randomUUID } from 'node:crypto';
import type {
  EmailDestination,
  ExportCompression,
  ExportFormat,
  ExportQuestion,
  ExportRange,
  ExportSchedule,
  FolderDestination,
  S3Destination,
} from '@grapevine/contracts';
import type { DataSource } from 'typeorm';

/** Where an export goes, as it is on record. */
export type DestinationRecord = FolderDestination | EmailDestination | WebhookRecord | SlackRecord | S3Record;

/** Who is told of a run that failed for good, as it is on record. */
export type AlertRecord = EmailDestination | WebhookRecord;

export interface WebhookRecord {
  readonly kind: 'webhook';
  /** The address without its query, for people. */
  readonly receiver: string;
  /** The address and the secret, encrypted: nobody reads them in the database. */
  readonly sealed: string;
}

export interface S3Record extends Omit<S3Destination, 'secret_access_key'> {
  /** The secret, encrypted. */
  readonly sealed: string;
}

export interface SlackRecord {
  readonly kind: 'slack';
  /** Scheme and host of the address, for people. */
  readonly receiver: string;
  /** The address, encrypted: who has it can write to the channel. */
  readonly sealed: string;
}

/** What may be changed of an export. */
export interface ExportSettings {
  readonly name: string;
  readonly question: ExportQuestion;
  readonly range: ExportRange;
  readonly format: ExportFormat;
  readonly compression: ExportCompression;
  readonly incompletePeriods: boolean;
  readonly destination: DestinationRecord;
  /** null: nobody. */
  readonly alert: AlertRecord | null;
  /** null: runs when somebody asks for it. */
  readonly schedule: ExportSchedule | null;
  readonly paused: boolean;
  /** Whether a delivered period is sent again when its numbers have changed. */
  readonly sendCorrections: boolean;
}

export interface ExportRecord extends ExportSettings {
  readonly id: string;
  readonly workspaceId: number;
  readonly filePrefix: string;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

/** As a record has them. */
export const EXPORT_COLUMNS = `id, workspace_id AS "workspaceId", name, file_prefix AS "filePrefix", question, range, format, compression,
  incomplete_periods AS "incompletePeriods", destination, alert, schedule, paused,
  send_corrections AS "sendCorrections", created_at AS "createdAt", updated_at AS "updatedAt"`;

/** The column of each setting. */
const COLUMN_OF: Readonly<Record<keyof ExportSettings, string>> = {
  name: 'name',
  question: 'question',
  range: 'range',
  format: 'format',
  compression: 'compression',
  incompletePeriods: 'incomplete_periods',
  destination: 'destination',
  alert: 'alert',
  schedule: 'schedule',
  paused: 'paused',
  sendCorrections: 'send_corrections',
};
const SETTINGS = Object.keys(COLUMN_OF) as (keyof ExportSettings)[];

const toValue = (setting: ExportSettings[keyof ExportSettings]): unknown =>
  typeof setting === 'object' && setting !== null ? JSON.stringify(setting) : setting;

/** The saved exports of all workspaces. */
export class Exports {
  constructor(private readonly source: DataSource) {}

  /**
   * @param now from when on its schedule counts
   * @returns undefined where the workspace has one whose files begin with the same prefix
   */
  async add(
    workspaceId: number,
    filePrefix: string,
    settings: ExportSettings,
    now: Date,
  ): Promise<ExportRecord | undefined> {
    const columns = SETTINGS.map((setting) => COLUMN_OF[setting]);
    const places = columns.map((_, i) => `$${i + 5}`);
    const [row] = await this.source.query(
      `INSERT INTO exports (id, workspace_id, file_prefix, scheduled_until, ${columns.join(', ')})
       VALUES ($1, $2, $3, $4, ${places.join(', ')}) ON CONFLICT (workspace_id, file_prefix) DO NOTHING RETURNING ${EXPORT_COLUMNS}`,
      [randomUUID(), workspaceId, filePrefix, now, ...SETTINGS.map((setting) => toValue(settings[setting]))],
    );
    return row;
  }

  /**
   * The oldest first.
   *
   * @param after only those after the one of this id @returns undefined where the workspace has no such export
   */
  async list(workspaceId: number, most: number, after: string | undefined): Promise<ExportRecord[] | undefined> {
    if (after !== undefined && !(await this.find(after, workspaceId))) return undefined;
    return this.source.query(
      `SELECT ${EXPORT_COLUMNS} FROM exports
       WHERE workspace_id = $1 AND ($2::uuid IS NULL OR seq > (SELECT seq FROM exports WHERE id = $2)) ORDER BY seq LIMIT $3`,
      [workspaceId, after ?? null, most],
    );
  }

  /** @returns undefined where there is none of this id, or none in the workspace */
  async find(id: string, workspaceId?: number): Promise<ExportRecord | undefined> {
    const [row] = await this.source.query(
      `SELECT ${EXPORT_COLUMNS} FROM exports WHERE id = $1 AND ($2::int IS NULL OR workspace_id = $2)`,
      [id, workspaceId ?? null],
    );
    return row;
  }

  /**
   * Writes what is given and nothing else, so that changes of other settings at the same time are kept.
   *
   * @param now from when on another schedule counts, and one that was paused counts again
   * @param basis what the change was made for: nothing is written where one of these is another by now
   * @returns undefined where the workspace has no such export, or not on this basis
   */
  async change(
    workspaceId: number,
    id: string,
    change: Partial<ExportSettings>,
    now: Date,
    basis: Partial<ExportSettings> = {},
  ): Promise<ExportRecord | undefined> {
    const values: unknown[] = [id, workspaceId, now];
    const placeOf = (setting: ExportSettings[keyof ExportSettings]): string => `$${values.push(toValue(setting))}`;
    const sets: string[] = ['updated_at = now()'];
    // Of the row as it was before.
    let countsAnew = 'paused';
    for (const setting of SETTINGS) {
      const value = change[setting];
      if (value === undefined) continue;
      const place = placeOf(value);
      sets.push(`${COLUMN_OF[setting]} = ${place}`);
      if (setting === 'schedule') countsAnew += ` OR schedule IS DISTINCT FROM ${place}`;
    }
    sets.push(`scheduled_until = CASE WHEN ${countsAnew} THEN $3 ELSE scheduled_until END`);
    const conditions = SETTINGS.filter((setting) => basis[setting] !== undefined).map(
      (setting) => ` AND ${COLUMN_OF[setting]} IS NOT DISTINCT FROM ${placeOf(basis[setting] ?? null)}`,
    );
    const [[row]] = await this.source.query(
      `UPDATE exports SET ${sets.join(', ')} WHERE id = $1 AND workspace_id = $2${conditions.join('')} RETURNING ${EXPORT_COLUMNS}`,
      values,
    );
    return row;
  }

  /** With its runs; what was delivered stays where it is. @returns false where the workspace has no such export */
  async remove(workspaceId: number, id: string): Promise<boolean> {
    const [, count] = await this.source.query('DELETE FROM exports WHERE id = $1 AND workspace_id = $2', [
      id,
      workspaceId,
    ]);
    return count === 1;
  }
}
