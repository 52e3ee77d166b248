import { ExportBackfillList, ExportList, ExportRunList, SavedExport } from '@grapevine/contracts';

const AT = '2026-11-22T13:46:10.000Z';

export const savedExport = SavedExport.parse({
  id: '00000000-0000-4000-8000-000000000021',
  file_prefix: 'growth-by-platform',
  name: 'Growth by platform',
  question: { of: 'growth', parameters: { grain: 'month', by: 'platform' } },
  range: { kind: 'previous', grain: 'month', count: 1 },
  format: 'csv',
  compression: 'gzip',
  incomplete_periods: false,
  destination: { kind: 'webhook', receiver: 'https://reports.example.com/in', secret: { set: true } },
  schedule: { kind: 'daily', time: '06:30' },
  paused: false,
  send_corrections: true,
  alert: null,
  next_due_at: '2026-11-23T06:30:00.000Z',
  last_run: {
    id: '00000000-0000-4000-8000-000000000022',
    state: 'failed',
    period: { start: '2026-10-01', end: '2026-10-31' },
    error: 'The receiver answered with 500.',
    created_at: AT,
    finished_at: AT,
  },
  created_at: AT,
  updated_at: AT,
});

export const exportList = ExportList.parse({ data: [savedExport], next: null });

export const exportRuns = (state: 'running' | 'complete', rows: number) =>
  ExportRunList.parse({
    data: [
      {
        id: '00000000-0000-4000-8000-000000000023',
        state,
        period: { start: '2026-10-01', end: '2026-10-31' },
        ...{ due_at: AT, backfill_id: null, correction: false, test: false, attempts: 2 },
        ...{ rows_written: rows, error: null, delivered_to: null, manifest: null, alerted_at: null, alert_error: null },
        ...{ created_at: AT, started_at: AT, finished_at: state === 'complete' ? '2026-11-22T13:46:14.000Z' : null },
      },
    ],
    next: null,
  });

export const noBackfills = ExportBackfillList.parse({ data: [], next: null });
