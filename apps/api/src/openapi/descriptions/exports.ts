import { ExportBackfillsQuery, ExportRunsQuery, ExportsQuery } from '@grapevine/contracts';
import type { RouteDescription } from '../description.js';

const tag = 'Exports';
const id = 'Of an export, from GET /v1/exports.';

/** A saved export as somebody would make it. */
const GROWTH_OF_A_MONTH = {
  name: 'Growth by platform',
  question: { of: 'growth', parameters: { grain: 'month', by: 'platform', limit: 20 } },
  range: { kind: 'previous', grain: 'month', count: 1 },
  format: 'csv',
  compression: 'gzip',
  destination: { kind: 'folder', path: 'growth' },
  schedule: { kind: 'first_weekday', time: '06:30' },
};

export const EXPORTS: Readonly<Record<string, RouteDescription>> = {
  'GET /v1/exports': {
    tag,
    operation: 'listExports',
    summary: 'The saved exports of the workspace',
    text: 'The oldest first, in pages.',
    query: ExportsQuery,
    answer: 'ExportList',
    examples: [{ name: 'a_page', summary: 'The first ten', query: { limit: 10 } }],
  },
  'POST /v1/exports': {
    tag,
    operation: 'createExport',
    summary: 'Save a question whose answer is to be brought somewhere',
    text: 'The question is asked once, of one period, so that what would be wrong with every run is said now.',
    body: 'NewExport',
    answer: 'SavedExport',
    refuses: [409, 429],
    examples: [
      {
        name: 'growth_of_a_month',
        summary: 'Last month by platform, into a folder, on the first weekday of each month',
        body: GROWTH_OF_A_MONTH,
      },
      {
        name: 'log_of_a_day',
        summary: 'The raw log, each day once',
        body: {
          name: 'Raw log',
          question: { of: 'events' },
          range: { kind: 'since_last_run', from: '2026-11-01' },
          format: 'parquet',
          destination: { kind: 'folder', path: 'log' },
          schedule: { kind: 'daily', time: '02:00' },
        },
      },
      {
        name: 'to_a_webhook',
        summary: 'Last week, signed, to a program of yours, and another one is told when that fails',
        body: {
          name: 'Growth of a week',
          question: { of: 'growth', parameters: { grain: 'week' } },
          range: { kind: 'previous', grain: 'week', count: 1 },
          format: 'ndjson',
          destination: {
            kind: 'webhook',
            url: 'https://reports.example.com/grapevine',
            secret: 'a-secret-that-you-both-know',
          },
          alert: {
            kind: 'webhook',
            url: 'https://ops.example.com/alerts',
            secret: 'another-secret-that-you-both-know',
          },
          schedule: { kind: 'weekly', weekday: 'monday', time: '06:30' },
        },
      },
    ],
  },
  'GET /v1/exports/:id': { tag, operation: 'getExport', summary: 'A saved export', id, answer: 'SavedExport' },
  'PATCH /v1/exports/:id': {
    tag,
    operation: 'changeExport',
    summary: 'Change a saved export',
    text: 'What is left out stays as it is, and so do the url and the secrets that its destination or its alert leaves out. Runs that wait keep their period, and are sent as the export is by then.',
    id,
    body: 'ExportChange',
    answer: 'SavedExport',
    refuses: [429],
  },
  'DELETE /v1/exports/:id': {
    tag,
    operation: 'deleteExport',
    summary: 'Delete a saved export and the record of its runs',
    text: 'Files that were delivered stay where they are.',
    id,
  },
  'POST /v1/exports/:id/runs': {
    tag,
    operation: 'runExport',
    summary: 'Run an export now',
    text:
      'Runs of one export go one after the other. A run of a period that was sent before replaces its file. With `test`, the first 100 rows are ' +
      'sent at once as a file named `test_...`, without another attempt, and without counting as a delivery.',
    id,
    body: 'NewExportRun',
    answer: 'ExportRun',
    refuses: [409],
  },
  'GET /v1/exports/:id/runs': {
    tag,
    operation: 'listExportRuns',
    summary: 'What became of the runs of an export',
    text: 'The last first, in pages.',
    id,
    query: ExportRunsQuery,
    answer: 'ExportRunList',
  },
  'GET /v1/export-runs/:id': {
    tag,
    operation: 'getExportRun',
    summary: 'What became of a run',
    text: 'With its progress while it runs, and its manifest once it is complete.',
    id: 'Of a run, from GET /v1/exports/{id}/runs.',
    answer: 'ExportRun',
  },
  'POST /v1/export-runs/:id/cancel': {
    tag,
    operation: 'cancelExportRun',
    summary: 'Stop a run that is not over',
    text: 'One that is being delivered stops within seconds, and may have arrived by then. A run that is over stays as it is.',
    id: 'Of a run, from GET /v1/exports/{id}/runs.',
    answer: 'ExportRun',
  },
  'POST /v1/exports/:id/backfills': {
    tag,
    operation: 'backfillExport',
    summary: 'Send the periods of a range, each by a run of its own',
    text: 'Its runs come after all others of the export.',
    id,
    body: 'NewExportBackfill',
    answer: 'ExportBackfill',
    refuses: [409],
  },
  'GET /v1/exports/:id/backfills': {
    tag,
    operation: 'listExportBackfills',
    summary: 'How far the backfills of an export are',
    text: 'The last first, in pages.',
    id,
    query: ExportBackfillsQuery,
    answer: 'ExportBackfillList',
  },
  'POST /v1/export-backfills/:id/cancel': {
    tag,
    operation: 'cancelExportBackfill',
    summary: 'Stop what is left of a backfill',
    id: 'Of a backfill, from GET /v1/exports/{id}/backfills.',
    answer: 'ExportBackfill',
  },
};
