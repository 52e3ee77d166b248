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

const valuesOf = (settings: ExportSettings): unknown[] => [
  settings.name,
  JSON.stringify(settings.question),
  JSON.stringify(settings.range),
  settings.format,
  settings.compression,
  settings.incompletePeriods,
  JSON.stringify(settings.destination),
  settings.schedule && JSON.stringify(settings.schedule),
  settings.paused,
  settings.sendCorrections,
  settings.alert && JSON.stringify(settings.alert),
];

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
    const [row] = await this.source.query(
      `INSERT INTO exports (id, workspace_id, file_prefix, scheduled_until, name, question, range, format, compression,
         incomplete_periods, destination, schedule, paused, send_corrections, alert)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15) ON CONFLICT (workspace_id, file_prefix) DO NOTHING RETURNING ${EXPORT_COLUMNS}`,
      [randomUUID(), workspaceId, filePrefix, now, ...valuesOf(settings)],
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
   * @param now from when on another schedule counts, and one that was paused counts again
   * @returns undefined where the workspace has no such export
   */
  async change(
    workspaceId: number,
    id: string,
    settings: ExportSettings,
    now: Date,
  ): Promise<ExportRecord | undefined> {
    const [[row]] = await this.source.query(
      `UPDATE exports SET name = $4, question = $5, range = $6, format = $7, compression = $8, incomplete_periods = $9,
         destination = $10, schedule = $11, paused = $12, send_corrections = $13, alert = $14,
         scheduled_until = CASE WHEN paused OR schedule IS DISTINCT FROM $11::jsonb THEN $3 ELSE scheduled_until END, updated_at = now() WHERE id = $1 AND workspace_id = $2 RETURNING ${EXPORT_COLUMNS}`,
      [id, workspaceId, now, ...valuesOf(settings)],
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
