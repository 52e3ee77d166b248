import {
  DELIVERY_DIMENSIONS,
  GRAINS,
  type MetricDescription,
  MetricList,
  SeriesAnswer,
  type Window,
} from '@grapevine/contracts';
import { measureOf } from './arrivals.js';
import { type AuditContext, courseOfAnswer } from './asked-log.js';
import { AuditError } from './audit-error.js';
import { dateOf } from './local-days.js';
import { type AuditSpan, type Periods, periodsOf } from './periods.js';
import { compareRows, labelsOf } from './rows.js';
import { SegmentTables, tellsOthers } from './segment-tables.js';
import { seriesValueOf } from './series-values.js';
import { questionOf } from './server.js';

const ENDPOINT = '/v1/series';
/** Rows of one answer: enough to be few questions, few enough for memory. */
const MOST_ROWS = 20_000;
const MOST_PERIODS = 2_000;

const ROLLING = { rolling_7: 7, rolling_28: 28, rolling_30: 30 } as const satisfies Partial<Record<Window, number>>;

/** Each span with the parameters that ask for it. */
const SPANS: readonly { readonly span: AuditSpan; readonly grain: string; readonly window: Window }[] = [
  ...GRAINS.map((grain) => ({ span: { grain }, grain, window: 'calendar' as const })),
  ...(['rolling_7', 'rolling_28', 'rolling_30'] as const).map((window) => ({
    ...{ span: { rollingDays: ROLLING[window] }, grain: 'day', window },
  })),
];

/** The periods of all history in pieces that one answer can hold; one piece without any where there is no history. */
export function piecesOf(periods: Periods, range: AuditContext['facts']['range'], lines: number): number[][] {
  if (!range) return [[]];
  const [first, last] = [periods.of(range.first), periods.of(range.last)];
  const size = Math.max(1, Math.min(MOST_PERIODS, Math.floor(MOST_ROWS / lines)));
  const pieces: number[][] = [];
  for (let from = first; from <= last; from += size) {
    pieces.push(Array.from({ length: Math.min(size, last - from + 1) }, (_, i) => from + i));
  }
  return pieces;
}

/** The days that a piece asks about, and those whose members make a segment large there. */
export function daysOf(periods: Periods, piece: readonly number[], isWindow: boolean) {
  const [first, last] = [piece[0], piece.at(-1)];
  if (first === undefined || last === undefined) return undefined;
  const [start, to] = [periods.firstDay(first), periods.lastDay(last)];
  return { start, to, parameters: { from: dateOf(isWindow ? periods.lastDay(first) : start), to: dateOf(to) } };
}

/** Compares every metric of the catalogue over all of its spans, whole and by each dimension. */
export async function auditSeries(context: AuditContext): Promise<void> {
  const { data } = await context.server.get(MetricList, '/v1/metrics');
  const metrics = data.filter((metric) => metric.endpoint === ENDPOINT && !isOfDeliveries(metric));
  const unknown = metrics.find(({ id }) => !seriesValueOf(id));
  if (unknown) throw new AuditError(`This audit cannot recompute ${unknown.id}: it is not of the server's version.`);
  // Without history there is nothing to break down.
  const dimensions = [undefined, ...(context.facts.range ? context.facts.segments.keys() : [])];
  for (const spanned of SPANS) {
    const having = metrics.filter((metric) => hasSpan(metric, spanned));
    for (const by of dimensions) await auditSpan(context, spanned, by, having);
  }
}

/** Deliveries have dimensions of their own, whatever the workspace has. */
const isOfDeliveries = ({ dimensions }: MetricDescription): boolean => dimensions.join() === DELIVERY_DIMENSIONS.join();

const hasSpan = ({ grains, windows }: MetricDescription, { grain, window }: (typeof SPANS)[number]): boolean =>
  window === 'calendar' ? grains.some((one) => one === grain) : windows.includes(window);

async function auditSpan(
  context: AuditContext,
  { span, grain, window }: (typeof SPANS)[number],
  by: string | undefined,
  metrics: readonly MetricDescription[],
): Promise<void> {
  const tables = new SegmentTables(context.facts, span, by);
  const periods = periodsOf(span);
  const isWindow = 'rollingDays' in span;
  for (const piece of piecesOf(periods, context.facts.range, tables.lines)) {
    const days = daysOf(periods, piece, isWindow);
    for (const { id: metric } of metrics) {
      const parameters = {
        metric,
        grain,
        window,
        ...days?.parameters,
        by,
        limit: by === undefined ? undefined : 1_000,
      };
      const asked = { endpoint: ENDPOINT, question: questionOf(parameters) };
      const { data, meta } = await context.server.get(SeriesAnswer, ENDPOINT, parameters);
      const course = courseOfAnswer(context, asked, meta);
      const valueOf = seriesValueOf(metric) as NonNullable<ReturnType<typeof seriesValueOf>>;
      const at = { periods, isWindow, course };
      const lines = days ? tables.shown(measureOf(metric), days.start, days.to, tellsOthers(data)) : [];
      const expected = lines.flatMap(({ segment, table }) =>
        piece.map((period) => ({
          period: periods.name(period),
          segment,
          labels: labelsOf(period, periods, course),
          numbers: {
            value: valueOf(table, period, at),
            ...(segment === undefined ? {} : { total: valueOf(tables.everybody, period, at) }),
          },
        })),
      );
      compareRows(context.findings, asked, data, expected);
    }
  }
}
