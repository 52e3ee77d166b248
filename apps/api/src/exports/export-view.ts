import type { ExportRun, SavedExport } from '@grapevine/contracts';
import type { ExportRecord, ExportRunRecord } from '@grapevine/database';
import { nextOccurrence } from '@grapevine/exports';
import { toShownAlert, toShownDestination } from './destination-keeper.js';

/** What of an export is no setting. */
interface Standing {
  readonly timeZone: string;
  /** Epoch milliseconds. */
  readonly now: number;
  /** undefined: it was never run. */
  readonly lastRun: ExportRunRecord | undefined;
}

/** An export as the API shows it. */
export const toSavedExport = (record: ExportRecord, { timeZone, now, lastRun }: Standing): SavedExport => ({
  id: record.id,
  file_prefix: record.filePrefix,
  name: record.name,
  question: record.question,
  range: record.range,
  format: record.format,
  compression: record.compression,
  incomplete_periods: record.incompletePeriods,
  destination: toShownDestination(record.destination),
  alert: record.alert && toShownAlert(record.alert),
  schedule: record.schedule,
  paused: record.paused,
  send_corrections: record.sendCorrections,
  next_due_at: nextDueAt(record, timeZone, now),
  last_run: lastRun ? toLastRun(lastRun) : null,
  created_at: record.createdAt.toISOString(),
  updated_at: record.updatedAt.toISOString(),
});

function nextDueAt({ schedule, paused }: ExportRecord, timeZone: string, now: number): string | null {
  const next = schedule && !paused ? nextOccurrence(schedule, timeZone, now) : undefined;
  return next === undefined ? null : new Date(next).toISOString();
}

function toLastRun(record: ExportRunRecord): SavedExport['last_run'] {
  const { id, state, period, error, created_at, finished_at } = toExportRun(record);
  return { id, state, period, error, created_at, finished_at };
}

/** A run as the API shows it. */
export const toExportRun = (record: ExportRunRecord): ExportRun => ({
  id: record.id,
  state: record.state,
  period: record.period ?? null,
  due_at: record.dueAt?.toISOString() ?? null,
  backfill_id: record.backfillId,
  correction: record.correction,
  test: record.test,
  attempts: record.attempts,
  rows_written: record.rowsWritten,
  error: record.error,
  delivered_to: record.deliveredTo,
  alerted_at: record.alertedAt?.toISOString() ?? null,
  alert_error: record.alertError,
  manifest: record.manifest,
  created_at: record.createdAt.toISOString(),
  started_at: record.startedAt?.toISOString() ?? null,
  finished_at: record.finishedAt?.toISOString() ?? null,
});
