import { DELIVERY_DIMENSIONS, type MetricDescription, MetricList } from '@grapevine/contracts';
import { measureOf } from './arrivals.js';
import type { AuditContext } from './asked-log.js';
import { AuditError } from './audit-error.js';
import { COMPARISONS } from './counterparts.js';
import { SegmentTables } from './segment-tables.js';
import { auditSeriesQuestion, SERIES, type SeriesQuestion } from './series-question.js';
import { seriesValueOf } from './series-values.js';
import { SPANS, spansOf } from './spans.js';

/** The metrics of `/v1/series`, by what they are of. @throws AuditError for one that the audit does not know */
export async function seriesMetrics({ server }: Pick<AuditContext, 'server'>) {
  const { data } = await server.get(MetricList, '/v1/metrics');
  const metrics = data.filter((metric) => metric.endpoint === SERIES);
  const ofMembers = metrics.filter((metric) => !isOfDeliveries(metric));
  const unknown = ofMembers.find(({ id }) => !seriesValueOf(id));
  if (unknown) throw new AuditError(`This audit cannot recompute ${unknown.id}: it is not of the server's version.`);
  return { ofMembers, ofDeliveries: metrics.filter(isOfDeliveries) };
}

/** Deliveries have dimensions of their own, whatever the workspace has. */
const isOfDeliveries = ({ dimensions }: MetricDescription): boolean => dimensions.join() === DELIVERY_DIMENSIONS.join();

/** Compares every metric of members over its spans, whole and by each dimension, plainly and with what it is compared with. */
export async function auditSeries(context: AuditContext): Promise<void> {
  const { ofMembers } = await seriesMetrics(context);
  // Without history there is nothing to break down.
  const dimensions = [undefined, ...(context.facts.range ? context.facts.segments.keys() : [])];
  for (const by of dimensions) {
    const questions = ofMembers.flatMap((metric) => questionsAbout(metric, by, context));
    // Those of one span together: they are computed from the same tables.
    for (const span of SPANS) {
      const tables = new SegmentTables(context.facts, span.span, by);
      const ofSpan = questions.filter((question) => question.span === span);
      for (const question of ofSpan) await auditSeriesQuestion(context, tables, question);
    }
  }
}

function questionsAbout(
  metric: MetricDescription,
  by: string | undefined,
  { facts, breadth: { name, draw, overs: allOvers } }: AuditContext,
): SeriesQuestion[] {
  const spans = spansOf(metric);
  const { id } = metric;
  // An empty log is empty in every question.
  if (name === 'complete' && facts.range) {
    const compares = [undefined, ...(metric.parameters.includes('compare') ? COMPARISONS : [])];
    return spans.flatMap((span) => [
      ...compares.map((compare) => ({ metric: id, span, by, compare })),
      ...(by === undefined ? looksBack(metric, allOvers).map((over) => ({ metric: id, span, over })) : []),
    ]);
  }
  // Who comes is counted from few tables, which few spans show.
  const isOfActivity = measureOf(id) === 'activity' && facts.range !== undefined;
  const asked = isOfActivity ? spans : draw.some(spans, by === undefined ? 1 : draw.below(2));
  const overs = by === undefined ? draw.some(looksBack(metric, allOvers), 1) : [];
  return [
    ...asked.map((span) => ({ metric: id, span, by, compare: draw.one([undefined, ...COMPARISONS]) })),
    ...overs.map((over) => ({ metric: id, span: draw.one(spans), over })),
  ];
}

const looksBack = ({ parameters }: MetricDescription, overs: readonly number[]): readonly number[] =>
  parameters.includes('over') ? overs : [];
