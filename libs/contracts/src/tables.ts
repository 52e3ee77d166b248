import type { z } from 'zod';
import { Annotation, type AnnotationList } from './annotations.js';
import { type Column, columnsOf } from './column.js';
import { DeadLetter, type DeadLetterList } from './dead-letter.js';
import { type DeliveryAnswer, DeliveryRow } from './delivery.js';
import { ExcludedMember, type ExcludedMemberList, ExclusionDecision, type ExclusionList } from './exclusions.js';
import { ExportBackfill, type ExportBackfillList } from './export-backfills.js';
import { ExportRun, type ExportRunList } from './export-runs.js';
import { type ExportList, SavedExport } from './exports.js';
import { type GrowthAnswer, GrowthRow } from './growth.js';
import { Key, type KeyList } from './keys.js';
import { MetricDescription, type MetricList } from './metric.js';
import { Person, type PersonList } from './people.js';
import { type PowerCurveAnswer, PowerCurvePoint } from './power-curve.js';
import { Rebuild, type RebuildList } from './rebuild.js';
import { Restatement, type RestatementList } from './restatements.js';
import { type RetentionAnswer, RetentionCell } from './retention.js';
import { type SeriesAnswer, SeriesPoint } from './series.js';

/** An answer as a table, which is what every format but JSON is made from: what is said here holds for all of them. */
export interface AnswerTable<Answer> {
  readonly name: string;
  /** In their order. They follow from the question, never from the numbers. */
  readonly columns: (answer: Answer) => Column[];
  /** Each like a row of the schema that the columns come from. */
  readonly rows: (answer: Answer) => readonly object[];
}

/** What is counted, and so is an integer. The unit of every other metric is that of a quotient or a time. */
const COUNTED = new Set(['members', 'deliveries', 'invitations']);
const OF_A_BREAKDOWN = new Set(['segment', 'total']);
const VALUES = new Set(['value', 'total', 'compare_value', 'compare_difference']);

export const SERIES_TABLE: AnswerTable<SeriesAnswer> = {
  name: 'series',
  rows: ({ data }) => data,
  columns: ({ data, meta }) =>
    columnsOf(SeriesPoint)
      .filter(({ name }) => meta.by !== undefined || !OF_A_BREAKDOWN.has(name))
      .filter(({ path }) => meta.compare !== undefined || path[0] !== 'compare')
      .filter(({ name }) => name !== 'maturing' || data.some(({ maturing }) => maturing !== undefined))
      .map((column) => (VALUES.has(column.name) ? ofUnit(column, meta.unit) : column)),
};

const ofUnit = (column: Column, unit: string): Column => ({
  ...column,
  unit,
  type: COUNTED.has(unit) ? 'integer' : column.type,
});

export const GROWTH_TABLE: AnswerTable<GrowthAnswer> = {
  name: 'growth',
  rows: ({ data }) => data,
  columns: ({ meta }) => withoutSegment(columnsOf(GrowthRow), meta.by),
};

export const DELIVERY_TABLE: AnswerTable<DeliveryAnswer> = {
  name: 'delivery',
  rows: ({ data }) => data,
  columns: ({ meta }) => withoutSegment(columnsOf(DeliveryRow), meta.by),
};

const withoutSegment = (columns: Column[], by: string | undefined): Column[] =>
  by === undefined ? columns.filter(({ name }) => name !== 'segment') : columns;

/** One row for each cohort and offset: the number of columns does not depend on the question. */
export const RETENTION_TABLE: AnswerTable<RetentionAnswer> = {
  name: 'retention',
  rows: ({ data }) =>
    data.flatMap(({ retained, ...cohort }) =>
      retained.map((members, offset): RetentionCell => ({ ...cohort, offset, retained: members })),
    ),
  columns: () => columnsOf(RetentionCell),
};

export const POWER_CURVE_TABLE: AnswerTable<PowerCurveAnswer> = {
  name: 'power-curve',
  rows: ({ data }) => data,
  columns: () => columnsOf(PowerCurvePoint),
};

/** A list whose rows are as one schema describes them. */
const listTable = <Row extends object>(
  name: string,
  row: z.ZodObject,
): AnswerTable<{ readonly data: readonly Row[] }> => ({
  name,
  rows: ({ data }) => data,
  columns: () => columnsOf(row),
});

export const METRICS_TABLE: AnswerTable<MetricList> = listTable('metrics', MetricDescription);
export const RESTATEMENTS_TABLE: AnswerTable<RestatementList> = listTable('restatements', Restatement);
export const EXCLUSIONS_TABLE: AnswerTable<ExclusionList> = listTable('exclusions', ExclusionDecision);
export const EXCLUDED_MEMBERS_TABLE: AnswerTable<ExcludedMemberList> = listTable('excluded-members', ExcludedMember);
export const REBUILDS_TABLE: AnswerTable<RebuildList> = listTable('rebuilds', Rebuild);
export const DEAD_LETTERS_TABLE: AnswerTable<DeadLetterList> = listTable('dead-letters', DeadLetter);
export const ANNOTATIONS_TABLE: AnswerTable<AnnotationList> = listTable('annotations', Annotation);
export const KEYS_TABLE: AnswerTable<KeyList> = listTable('keys', Key);
export const PEOPLE_TABLE: AnswerTable<PersonList> = listTable('people', Person);
export const EXPORTS_TABLE: AnswerTable<ExportList> = listTable('exports', SavedExport);
export const EXPORT_BACKFILLS_TABLE: AnswerTable<ExportBackfillList> = listTable('export-backfills', ExportBackfill);
export const EXPORT_RUNS_TABLE: AnswerTable<ExportRunList> = listTable('export-runs', ExportRun);
