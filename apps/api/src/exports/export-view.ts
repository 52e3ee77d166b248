import type { ExportRun, SavedExport } from '@grapevine/contracts';
import type { ExportRecord, ExportRunRecord } from '@grapevine/database';

/** An export as the API shows it. */
export const toSavedExport = (record: ExportRecord): SavedExport => ({
  id: record.id,
  file_prefix: record.filePrefix,
  name: record.name,
  question: record.question,
  range: record.range,
  format: record.format,
  compression: record.compression,
  incomplete_periods: record.incompletePeriods,
  destination: record.destination,
  created_at: record.createdAt.toISOString(),
  updated_at: record.updatedAt.toISOString(),
});

/** A run as the API shows it. */
export const toExportRun = (record: ExportRunRecord): ExportRun => ({
  id: record.id,
  state: record.state,
  period: record.period ?? null,
  attempts: record.attempts,
  rows_written: record.rowsWritten,
  error: record.error,
  delivered_to: record.deliveredTo,
  manifest: record.manifest,
  created_at: record.createdAt.toISOString(),
  started_at: record.startedAt?.toISOString() ?? null,
  finished_at: record.finishedAt?.toISOString() ?? null,
});
