import { type Column, columnsOf } from './column.js';
import { type DeliveryAnswer, DeliveryRow } from './delivery.js';
import { ExclusionDecision, type ExclusionList } from './exclusions.js';
import { type GrowthAnswer, GrowthRow } from './growth.js';
import { MetricDescription, type MetricList } from './metric.js';
import { type PowerCurveAnswer, PowerCurvePoint } from './power-curve.js';
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

export const METRICS_TABLE: AnswerTable<MetricList> = {
  name: 'metrics',
  rows: ({ data }) => data,
  columns: () => columnsOf(MetricDescription),
};

export const RESTATEMENTS_TABLE: AnswerTable<RestatementList> = {
  name: 'restatements',
  rows: ({ data }) => data,
  columns: () => columnsOf(Restatement),
};

export const EXCLUSIONS_TABLE: AnswerTable<ExclusionList> = {
  name: 'exclusions',
  rows: ({ data }) => data,
  columns: () => columnsOf(ExclusionDecision),
};
