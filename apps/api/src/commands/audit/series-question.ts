import { SeriesAnswer, type SeriesPoint } from '@grapevine/contracts';
import { measureOf } from './arrivals.js';
import { type AuditContext, courseOfAnswer } from './asked-log.js';
import { type Comparison, comparedNumbers, counterpartLabels, counterpartOf } from './counterparts.js';
import { periodsOf } from './periods.js';
import { compareRows, labelsOf } from './rows.js';
import { type SegmentTables, type TableLine, tellsOthers } from './segment-tables.js';
import { type AuditFilter, filterText } from './segments.js';
import { seriesValueOf, type ValueContext } from './series-values.js';
import { questionOf } from './server.js';
import { type AskedSpan, daysOf, piecesOf } from './spans.js';

export const SERIES = '/v1/series';

/** A series over all of history. */
export interface SeriesQuestion {
  readonly metric: string;
  readonly span: AskedSpan;
  readonly by?: string | undefined;
  readonly compare?: Comparison | undefined;
  readonly over?: number | undefined;
  readonly filters?: readonly AuditFilter[];
}

/** Asks a series, piece by piece, and compares it. @param tables of what the filters leave, over the span, by the dimension */
export async function auditSeriesQuestion(
  context: AuditContext,
  tables: SegmentTables,
  question: SeriesQuestion,
): Promise<void> {
  const { metric, span, by, compare, over, filters = [] } = question;
  const isWindow = 'rollingDays' in span.span;
  const periods = periodsOf(span.span);
  for (const piece of piecesOf(periods, context.facts.range, tables.lines)) {
    const days = daysOf(periods, piece, isWindow);
    const parameters = {
      ...{ metric, grain: span.grain, window: span.window },
      ...{ ...days?.parameters, by, limit: by === undefined ? undefined : 1_000 },
      ...{ compare, over, filter: filters.map(filterText) },
    };
    const asked = { endpoint: SERIES, question: questionOf(parameters) };
    const { data, meta } = await context.server.get(SeriesAnswer, SERIES, parameters);
    const at = { periods, isWindow, course: courseOfAnswer(context, asked, meta), over };
    const lines = days ? tables.shown(measureOf(metric), days.start, days.to, tellsOthers(data)) : [];
    const expected = lines.flatMap((line) => piece.map((period) => rowOf(tables, line, period, question, at)));
    compareRows(context.findings, asked, data.map(flat), expected);
  }
}

function rowOf(
  tables: SegmentTables,
  line: TableLine,
  period: number,
  { metric, span, compare }: SeriesQuestion,
  at: ValueContext,
) {
  const valueOf = seriesValueOf(metric) as NonNullable<ReturnType<typeof seriesValueOf>>;
  const value = valueOf(line.table, period, at);
  const { segment } = line;
  const row = {
    ...{ period: at.periods.name(period), segment, labels: labelsOf(period, at.periods, at.course) },
    numbers: { value, ...(segment === undefined ? {} : { total: valueOf(tables.everybody, period, at) }) },
  };
  if (compare === undefined) return row;
  const other = counterpartOf(period, span.span, compare, at.course);
  const table = other?.cutAt === undefined ? line.table : line.until(other.cutAt);
  const then = other ? valueOf(table, other.period, { ...at, periods: other.periods }) : null;
  return {
    ...row,
    labels: { ...row.labels, ...counterpartLabels(other) },
    numbers: { ...row.numbers, ...comparedNumbers(value, then) },
  };
}

/** What stands beside a point, as fields of its own. */
export const flat = ({ compare, ...point }: SeriesPoint) => ({
  ...point,
  ...(compare && Object.fromEntries(Object.entries(compare).map(([name, value]) => [`compare.${name}`, value]))),
});
