import { GRAINS, type MetricDescription } from '@grapevine/contracts';
import type { AuditContext } from './asked-log.js';
import { auditGrowthQuestion } from './audit-growth.js';
import { auditCurve } from './audit-power-curve.js';
import { auditSomeRetention } from './audit-retention.js';
import { seriesMetrics } from './audit-series.js';
import { COMPARISONS } from './counterparts.js';
import { REST } from './kept-values.js';
import { periodsOf } from './periods.js';
import { SegmentTables } from './segment-tables.js';
import { type AuditFilter, filterText, largestValues, restricted } from './segments.js';
import { auditSeriesQuestion } from './series-question.js';
import { spansOf } from './spans.js';

/** An address has to stay within what servers take. */
const LONGEST_FILTER = 4_000;

/** Filters that hold together, and whether every kind of question is asked about them. */
interface FilterSet {
  readonly filters: readonly AuditFilter[];
  readonly isWhole: boolean;
}

/**
 * Compares what filters leave: each of the largest values of each dimension alone, of events and of members; periods of signing up; two
 * dimensions at once; and all values of a dimension, which leave everybody, so that what is stored of everybody is computed as well.
 */
export async function auditFilters(context: AuditContext): Promise<void> {
  if (!context.facts.range) return;
  const { ofMembers } = await seriesMetrics(context);
  const metrics = ofMembers.filter(({ parameters }) => parameters.includes('filter'));
  for (const set of [...singles(context), ...signupPeriods(context), ...pairs(context), ...allValues(context)]) {
    await (set.isWhole ? auditWhole(context, set.filters, metrics) : auditSome(context, set.filters, metrics));
  }
}

function singles({ facts, breadth }: AuditContext): FilterSet[] {
  return (['event', 'member'] as const).flatMap((kind) =>
    [...facts.segments.keys()].flatMap((dimension) =>
      largestValues(facts, dimension)
        .slice(0, breadth.values)
        .map((value, i) => ({ filters: [{ kind, dimension, values: [value] }], isWhole: i < breadth.wholeValues })),
    ),
  );
}

/** Of each grain some periods in which somebody signed up. */
function signupPeriods({ facts, breadth }: AuditContext): FilterSet[] {
  const isComplete = breadth.name === 'complete';
  return (isComplete ? GRAINS : [breadth.draw.one(GRAINS)]).flatMap((grain) => {
    const periods = periodsOf({ grain });
    const found = [...new Set(facts.everybody.signups.days.map((day) => periods.of(day)))];
    return breadth.draw.some(found, breadth.signupPeriods).map((period) => {
      const [first, last] = [periods.firstDay(period), periods.lastDay(period)];
      return { filters: [{ kind: 'signed_up' as const, period: periods.name(period), first, last }], isWhole: false };
    });
  });
}

/** Values of two dimensions, of events or of members each: all pairs where they are few. */
function pairs({ facts, breadth }: AuditContext): FilterSet[] {
  const ofValues = (dimension: string, kind: 'event' | 'member'): AuditFilter[] =>
    largestValues(facts, dimension)
      .slice(0, breadth.values)
      .map((value) => ({ kind, dimension, values: [value] }));
  const dimensions = [...facts.segments.keys()];
  const both = dimensions.flatMap((one, i) => [
    ...dimensions.slice(i + 1).map((other) => [ofValues(one, 'event'), ofValues(other, 'event')] as const),
    ...dimensions.map((other) => [ofValues(one, 'event'), ofValues(other, 'member')] as const),
  ]);
  return breadth.draw.some(both, breadth.pairs).flatMap(([ones, others]) => {
    const most = Math.ceil(breadth.pairs / both.length);
    const all = ones.length * others.length;
    const drawn = breadth.draw.some(
      Array.from({ length: all }, (_, i) => i),
      most,
    );
    return drawn.map((i) => ({
      filters: [ones[i % ones.length] as AuditFilter, others[Math.floor(i / ones.length)] as AuditFilter],
      isWhole: false,
    }));
  });
}

function allValues({ facts, breadth }: AuditContext): FilterSet[] {
  return [...facts.segments]
    .filter(([, values]) => !values.has(REST))
    .map(([dimension, values]) => ({ kind: 'event' as const, dimension, values: [...values.keys()] }))
    .filter((filter) => filterText(filter).length <= LONGEST_FILTER)
    .map((filter) => ({ filters: [filter], isWhole: breadth.wholeValues > 0 }));
}

/** Every question: growth in each grain, every metric and retention and a power curve once, and one breakdown. */
async function auditWhole(
  context: AuditContext,
  filters: readonly AuditFilter[],
  metrics: readonly MetricDescription[],
): Promise<void> {
  const left = { ...context, facts: restricted(context.facts, filters) };
  for (const grain of GRAINS) await auditGrowthQuestion(left, grain, undefined, filters);
  for (const metric of metrics) await auditSomeSpan(left, metric, filters);
  await auditSomeRetention(left, filters);
  await auditSomeCurve(left, filters);
  await auditSomeBreakdown(context, filters, metrics);
}

/** A few questions that are drawn. */
async function auditSome(
  context: AuditContext,
  filters: readonly AuditFilter[],
  metrics: readonly MetricDescription[],
): Promise<void> {
  const { draw } = context.breadth;
  const left = { ...context, facts: restricted(context.facts, filters) };
  await auditGrowthQuestion(left, draw.one(GRAINS), undefined, filters);
  await auditSomeSpan(left, draw.one(metrics), filters);
  const other = [
    auditSomeRetention,
    auditSomeCurve,
    (_: AuditContext) => auditSomeBreakdown(context, filters, metrics),
  ];
  await draw.one(other)(left, filters);
}

async function auditSomeSpan(
  left: AuditContext,
  metric: MetricDescription,
  filters: readonly AuditFilter[],
): Promise<void> {
  const { draw } = left.breadth;
  const span = draw.one(spansOf(metric));
  const tables = new SegmentTables(left.facts, span.span, undefined);
  const compare = draw.one([undefined, ...COMPARISONS]);
  await auditSeriesQuestion(left, tables, { metric: metric.id, span, compare, filters });
}

async function auditSomeCurve(left: AuditContext, filters: readonly AuditFilter[]): Promise<void> {
  const { draw, curveDays } = left.breadth;
  const { first, last } = left.facts.range ?? { first: 0, last: 0 };
  await auditCurve(left, first + draw.below(last - first + 1), draw.one(curveDays), filters);
}

async function auditSomeBreakdown(
  context: AuditContext,
  filters: readonly AuditFilter[],
  metrics: readonly MetricDescription[],
): Promise<void> {
  const { draw } = context.breadth;
  const dimensions = [...context.facts.segments.keys()];
  if (dimensions.length === 0) return;
  const [by, metric] = [draw.one(dimensions), draw.one(metrics)];
  const left = { ...context, facts: restricted(context.facts, filters, by) };
  const span = draw.one(spansOf(metric));
  const tables = new SegmentTables(left.facts, span.span, by);
  await auditSeriesQuestion(left, tables, { metric: metric.id, span, by, filters });
}
