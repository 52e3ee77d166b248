import type {
  DeliveryAnswer,
  DeliveryRow,
  GrowthAnswer,
  GrowthRow,
  PowerCurveAnswer,
  RetentionAnswer,
  SeriesAnswer,
  SeriesMeta,
  SeriesPoint,
} from '@grapevine/contracts';
import { periodNamed } from '@grapevine/metrics';

/** What the notes of the data set CollegeMsg say of its months: active, new, retained, resurrected, churned. */
const MONTHS: readonly (readonly [string, number, number, number, number, number])[] = [
  ['2004-04', 313, 313, 0, 0, 0],
  ['2004-05', 1038, 776, 262, 0, 51],
  ['2004-06', 740, 161, 575, 4, 463],
  ['2004-07', 360, 40, 291, 29, 449],
  ['2004-08', 287, 21, 187, 79, 173],
  ['2004-09', 255, 23, 171, 61, 116],
  ['2004-10', 164, 16, 105, 43, 150],
];
const COHORTS: readonly (readonly [string, ...number[]])[] = [
  ['2004-04', 313, 262, 179, 90, 76, 63, 36],
  ['2004-05', 776, 400, 172, 135, 106, 70],
  ['2004-06', 161, 58, 38, 41, 22],
];
const ON_DAYS = [
  215, 125, 100, 70, 69, 69, 57, 42, 37, 28, 22, 19, 27, 13, 22, 20, 18, 8, 15, 6, 8, 9, 5, 7, 5, 4, 4, 0,
];

const BASE = {
  time_zone: 'UTC',
  range: { start: '2004-04-01', end: '2004-10-31' },
  as_of: '2004-11-02T06:30:00.000Z',
  data_from: '2004-04-15',
  data_through: '2004-10-31',
  definition_version: 1,
  activity_types: ['message.sent'],
  exact: true as const,
};
const definition = (id: string) => ({ definition: { id, version: 1, text: '' } });

/** A period as rows have it. @param name as answers write it: `2004-10` */
function named(name: string): Pick<SeriesPoint, 'period' | 'start' | 'end' | 'complete' | 'sealed'> {
  const period = periodNamed(name);
  if (!period) throw new Error(`${name} is no period.`);
  return { ...period, complete: true, sealed: true };
}

type GivenPoint = readonly [period: string, value: number | null, more?: Partial<SeriesPoint>];

/** A series with these points. */
export const seriesOf = (points: readonly GivenPoint[], meta: Partial<SeriesMeta> = {}): SeriesAnswer => ({
  data: points.map(([period, value, more]) => ({ ...named(period), value, ...more })),
  meta: {
    ...BASE,
    ...definition('active_members'),
    ...{ metric: 'active_members', unit: 'members', grain: 'month', window: 'calendar' },
    ...meta,
  },
});

/** Monthly actives of CollegeMsg. @param more of the last month */
export const collegeSeries = (count = MONTHS.length, more?: Partial<SeriesPoint>, meta?: Partial<SeriesMeta>) =>
  seriesOf(
    MONTHS.slice(0, count).map(([period, active], at): GivenPoint => [period, active, at === count - 1 ? more : {}]),
    meta,
  );

/** Growth accounting of CollegeMsg. */
export const collegeGrowth = (more?: Partial<GrowthRow>, meta?: Partial<GrowthAnswer['meta']>): GrowthAnswer => ({
  data: MONTHS.map(([period, active, fresh, retained, resurrected, churned], at) => ({
    ...named(period),
    ...{ active, new: fresh, retained, resurrected, churned },
    net: fresh + resurrected - churned,
    quick_ratio: churned === 0 ? null : (fresh + resurrected) / churned,
    identity_holds: true,
    ...(at === MONTHS.length - 1 ? more : {}),
  })),
  meta: { ...BASE, ...definition('growth'), unit: 'members', grain: 'month', identity_holds: true, ...meta },
});

/** Retention of the first cohorts of CollegeMsg. */
export const collegeRetention = (meta?: Partial<RetentionAnswer['meta']>): RetentionAnswer => ({
  data: COHORTS.map(([cohort, ...retained]) => {
    const { period: _, ...days } = named(cohort);
    const known = [...retained, ...Array<null>(8 - retained.length).fill(null)];
    return { cohort, ...days, size: retained[0] ?? 0, retained: known };
  }),
  meta: {
    ...BASE,
    ...definition('retention'),
    ...{ unit: 'members', grain: 'month', cohort: 'first_active', mode: 'on', periods: 8 },
    ...meta,
  },
});

/** The power curve of the 28 days to 2004-05-31 of CollegeMsg. */
export const collegePowerCurve = (more?: Partial<PowerCurveAnswer>): PowerCurveAnswer => ({
  data: ON_DAYS.map((members, at) => ({ days: at + 1, members })),
  ...{ active: 1024, mean_daily_active: 237.357, stickiness: 0.2318, complete: true, sealed: true },
  meta: {
    ...BASE,
    ...definition('power_curve'),
    ...{ range: { start: '2004-05-04', end: '2004-05-31' }, unit: 'members', grain: 'day', days: 28 },
  },
  ...more,
});

const LATENCY = { p50: 1.5, p90: 20, p95: 60, p99: 3_600, pairs: 90, negative: 0 };

/** The figures of a period in which of so many messages nine tenths were delivered, and half of these read. */
export const deliveryRow = (period: string, sent: number | null, more: Partial<DeliveryRow> = {}): DeliveryRow => {
  const [delivered, read] = sent === null ? [null, null] : [sent * 0.9, sent * 0.45];
  return {
    ...named(period),
    ...{ sent, delivered, read, failed: sent === null ? null : sent * 0.02 },
    ...{ contradictory: 0, late_receipts: 0, unseen_sent: 0 },
    ...{ delivery_rate: 0.9, read_rate: 0.5, read_of_sent_rate: 0.45, failure_rate: 0.02 },
    ...{ latency: { sent_to_delivered: LATENCY, delivered_to_read: LATENCY }, maturing: false },
    ...more,
  };
};

export const deliveryOf = (data: DeliveryRow[], meta: Partial<DeliveryAnswer['meta']> = {}): DeliveryAnswer => ({
  data,
  meta: {
    ...BASE,
    ...definition('delivery'),
    ...{ unit: 'deliveries', grain: 'month', horizon_days: 7, channels: {} },
    ...meta,
  },
});
