import { DELIVERY_DIMENSIONS, GRAINS, type MetricDescription } from '@grapevine/contracts';
import type { AuditContext } from '../asked-log.js';
import { AuditError } from '../audit-error.js';
import { seriesMetrics } from '../audit-series.js';
import { COMPARISONS } from '../counterparts.js';
import { DeliveryAuditor } from './delivery-question.js';
import { type DeliveryFilter, deliveryFilterText } from './delivery-tables.js';
import { FIELDS, fieldOf } from './delivery-values.js';
import { type DeliveryFact, placeOf } from './facts.js';
import type { Deliveries } from './read-deliveries.js';

/** Of more values than these a comparison can be refused: its periods may have too many that are not shown by name. */
const MOST_COMPARED = 2_000;
/** An address has to stay within what servers take. */
const LONGEST_FILTER = 4_000;

/** Compares what became of messages: whole, by each fact and filtered, as `/v1/delivery` and as series tell it. */
export async function auditDelivery(context: AuditContext, deliveries: Deliveries): Promise<void> {
  const { ofDeliveries } = await seriesMetrics(context);
  const unknown = ofDeliveries.find(({ id }) => !FIELDS.has(fieldOf(id)));
  if (unknown) throw new AuditError(`This audit cannot recompute ${unknown.id}: it is not of the server's version.`);
  const isComplete = context.breadth.name === 'complete' && deliveries.lives.length > 0;
  if (isComplete) await auditAll(context, deliveries, ofDeliveries);
  else await auditSome(context, deliveries, ofDeliveries);
  if (deliveries.lives.length > 0) await auditFilters(context, deliveries, ofDeliveries);
}

/** Every figure and every series of every grain, whole and by each fact, each with what it is compared with. */
async function auditAll(
  context: AuditContext,
  deliveries: Deliveries,
  metrics: readonly MetricDescription[],
): Promise<void> {
  for (const grain of GRAINS) {
    for (const by of [undefined, ...DELIVERY_DIMENSIONS]) {
      const auditor = new DeliveryAuditor(context, deliveries, { grain, by });
      await auditor.auditFigures();
      for (const { id } of metrics) {
        const compares = by === undefined ? [undefined, ...COMPARISONS] : [context.breadth.draw.one(COMPARISONS)];
        for (const compare of compares) await auditor.auditSeries(id, comparable(auditor, compare));
      }
    }
  }
}

/** Every figure by day and in another grain, and by half of the facts; some series. What is drawn is drawn by the seed. */
async function auditSome(
  context: AuditContext,
  deliveries: Deliveries,
  metrics: readonly MetricDescription[],
): Promise<void> {
  const { draw } = context.breadth;
  for (const grain of ['day', draw.one(GRAINS)] as const)
    await new DeliveryAuditor(context, deliveries, { grain }).auditFigures();
  for (const by of draw.some(DELIVERY_DIMENSIONS, 3)) {
    await new DeliveryAuditor(context, deliveries, { grain: draw.one(GRAINS), by }).auditFigures();
  }
  for (const { id } of draw.some(metrics, 4)) {
    const by = draw.one([undefined, ...DELIVERY_DIMENSIONS]);
    const auditor = new DeliveryAuditor(context, deliveries, { grain: draw.one(GRAINS), by });
    await auditor.auditSeries(id, comparable(auditor, draw.one([undefined, ...COMPARISONS])));
  }
}

const comparable = (auditor: DeliveryAuditor, compare: (typeof COMPARISONS)[number] | undefined) =>
  auditor.segments > MOST_COMPARED ? undefined : compare;

/** Each of the largest values of each fact alone, two facts at once, and all values of one: what is stored is computed then. */
async function auditFilters(
  context: AuditContext,
  deliveries: Deliveries,
  metrics: readonly MetricDescription[],
): Promise<void> {
  const { name, draw } = context.breadth;
  const all = [...singles(context, deliveries), ...pairs(context, deliveries), ...allChannels(deliveries)];
  for (const filters of name === 'complete' ? all : draw.some(all, 3)) {
    const by = draw.one([undefined, ...DELIVERY_DIMENSIONS]);
    const auditor = new DeliveryAuditor(context, deliveries, { grain: draw.one(GRAINS), by, filters });
    await auditor.auditFigures();
    if (name === 'sample') continue;
    await auditor.auditSeries(draw.one(metrics).id, comparable(auditor, draw.one([undefined, ...COMPARISONS])));
  }
  for (const filters of allChannels(deliveries)) {
    for (const grain of name === 'complete' ? GRAINS : [draw.one(GRAINS)])
      await new DeliveryAuditor(context, deliveries, { grain, filters }).auditFigures();
  }
}

/** The values of a fact that a filter can name, those of the most deliveries first. */
function largestValues({ lives, values, kept }: Deliveries, fact: DeliveryFact): string[] {
  const sizes = new Map<number, number>();
  for (let row = 0; row < lives.length; row++) {
    const code = lives.factOf(row, placeOf(fact));
    sizes.set(code, (sizes.get(code) ?? 0) + 1);
  }
  return [...sizes]
    .sort(([, a], [, b]) => b - a)
    .map(([code]) => values.nameOf(placeOf(fact), code))
    .filter((value) => kept.isKept(fact, value));
}

const singles = (context: AuditContext, deliveries: Deliveries): DeliveryFilter[][] =>
  DELIVERY_DIMENSIONS.flatMap((fact) =>
    largestValues(deliveries, fact)
      .slice(0, context.breadth.values)
      .map((value) => [{ fact, values: [value] }]),
  );

function pairs({ breadth }: AuditContext, { lives, values, kept }: Deliveries): DeliveryFilter[][] {
  const nameOf = (row: number, fact: DeliveryFact): string =>
    values.nameOf(placeOf(fact), lives.factOf(row, placeOf(fact)));
  // Those of deliveries that there are: most other pairs are of none. Each once.
  const drawn = Array.from({ length: breadth.pairs }, () => {
    const row = breadth.draw.below(lives.length);
    return breadth.draw
      .some(DELIVERY_DIMENSIONS, 2)
      .map((fact) => ({ fact, values: [nameOf(row, fact)] }))
      .filter(({ fact, values: [name] }) => kept.isKept(fact, name as string));
  });
  const pairsOnly = drawn.filter((filters) => filters.length === 2);
  return [...new Map(pairsOnly.map((filters) => [filters.map(deliveryFilterText).join(), filters])).values()];
}

function allChannels(deliveries: Deliveries): DeliveryFilter[][] {
  if (deliveries.kept.isLimited('channel')) return [];
  const filter = { fact: 'channel' as const, values: largestValues(deliveries, 'channel') };
  return deliveryFilterText(filter).length <= LONGEST_FILTER ? [[filter]] : [];
}
