import type {
  DeliveryAnswer,
  GrowthAnswer,
  PowerCurveAnswer,
  RetentionAnswer,
  SeriesAnswer,
} from '@grapevine/contracts';
import type { ApiClient } from './api-client.js';
import type { Expected } from './page-reading.js';

/** The rows that a table twin must have, from top to bottom, of an answer of the API. */
export type Rows = Expected[][];
type Chart = (api: ApiClient) => Promise<Rows>;

const newestFirst = (rows: Rows): Rows => rows.toReversed();
/** Periods before the first event have no rows. */
const sinceFirst = <R extends { end: string }>({
  data,
  meta,
}: {
  data: R[];
  meta: { data_from: string | null };
}): R[] => data.filter(({ end }) => end >= (meta.data_from ?? ''));
const isNothing = (rows: Rows): boolean => rows.every((cells) => cells.every((cell) => cell == null));

const valuesOf = (answer: SeriesAnswer): Expected[] => sinceFirst(answer).map(({ value }) => value);
const get = <T>(api: ApiClient, path: string): Promise<T> => api.get<T>(path);

/** One metric: its value, and the difference to the period before, where both are covered by the data to their end. */
const series =
  (query: string): Chart =>
  async (api) => {
    const answer = await get<SeriesAnswer>(api, `/v1/series?${query}`);
    const rows = sinceFirst(answer);
    const isWhole = (row: SeriesAnswer['data'][number]): boolean =>
      row.complete && !row.maturing && row.end <= (answer.meta.data_through ?? '');
    return newestFirst(
      rows.map((row, at) => {
        const last = rows[at - 1];
        const isCompared = last !== undefined && isWhole(last) && isWhole(row);
        return [
          row.value,
          !isCompared || row.value === null || last.value === null ? undefined : row.value - last.value,
        ];
      }),
    );
  };

/** Several metrics of a chart, side by side. */
const seriesSet =
  (metrics: readonly string[], grain: string): Chart =>
  async (api) => {
    const answers = await Promise.all(
      metrics.map((metric) => get<SeriesAnswer>(api, `/v1/series?metric=${metric}&grain=${grain}`)),
    );
    const columns = answers.map(valuesOf);
    return newestFirst((columns[0] ?? []).map((_, row) => columns.map((column) => column[row])));
  };

/** A metric by segment: a column each, in the order of the answer. None where nobody said anything. */
const breakdown =
  (query: string): Chart =>
  async (api) => {
    const data = sinceFirst(await get<SeriesAnswer>(api, `/v1/series?${query}&limit=6`));
    const segments = [...new Set(data.map(({ segment }) => segment))];
    if (segments.every((segment) => segment === 'unknown')) return [];
    const periods = [...new Set(data.map(({ period }) => period))];
    const value = (period: string, segment: string | undefined): Expected =>
      data.find((point) => point.period === period && point.segment === segment)?.value;
    return newestFirst(periods.map((period) => segments.map((segment) => value(period, segment))));
  };

const growth =
  (cells: (row: GrowthAnswer['data'][number]) => Expected[]): Chart =>
  async (api) =>
    newestFirst(sinceFirst(await get<GrowthAnswer>(api, '/v1/growth?grain=month')).map(cells));

const RETENTION = '/v1/retention?cohort=first_active&grain=month&mode=on&periods=13';
const cohorts = async (api: ApiClient): Promise<RetentionAnswer['data']> =>
  (await get<RetentionAnswer>(api, RETENTION)).data.filter(({ size }) => size !== null && size > 0);
const offsetsOf = (rows: RetentionAnswer['data']): number[] => {
  const last = Math.max(...rows.map(({ retained }) => retained.findLastIndex((it) => it !== null)));
  return Array.from({ length: last + 1 }, (_, offset) => offset);
};

const triangle: Chart = async (api) => {
  const rows = await cohorts(api);
  return newestFirst(
    rows.map(({ size, retained }) => [size, ...offsetsOf(rows).map((at) => retained[at] ?? undefined)]),
  );
};

/** The five newest cohorts of which a period is over, and all that are over together: as far as the data covers the periods to their end. */
const curves: Chart = async (api) => {
  const { data, meta } = await get<RetentionAnswer>(api, RETENTION);
  const rows = data.filter(({ size }) => size !== null && size > 0);
  const covered = data.filter(({ end }) => end <= (meta.data_through ?? '')).length;
  const over = rows.filter((row) => row.complete && data.indexOf(row) < covered);
  const reach = (row: (typeof rows)[number]): (number | null)[] => row.retained.slice(0, covered - data.indexOf(row));
  const newest = over.filter((row) => reach(row)[1] != null).slice(-5);
  return offsetsOf(rows).map((at) => {
    const known = over.filter((row) => reach(row)[at] != null);
    const sum = (of: (row: (typeof known)[number]) => number): number => known.reduce((all, row) => all + of(row), 0);
    const all = known.length === 0 ? null : sum(({ retained }) => retained[at] ?? 0) / sum(({ size }) => size ?? 0);
    return [
      ...newest.map((row) => {
        const retained = reach(row)[at];
        return retained == null ? null : retained / (row.size ?? 1);
      }),
      all,
    ];
  });
};

type DeliveryRow = DeliveryAnswer['data'][number];
const figures = (row: DeliveryRow): Expected[] => [
  ...[row.sent, row.delivered, row.read, row.failed, row.contradictory, row.late_receipts, row.unseen_sent],
  ...[row.delivery_rate, row.read_rate, row.read_of_sent_rate, row.failure_rate],
];

/** Nothing is shown of what nobody reported. */
const delivery =
  (cells: (row: DeliveryRow) => Expected[]): Chart =>
  async (api) => {
    const rows = sinceFirst(await get<DeliveryAnswer>(api, '/v1/delivery?grain=week')).map(cells);
    return isNothing(rows) ? [] : newestFirst(rows);
  };

/** The newest week that is whole, by segment, the largest of a figure first. */
const newestWeek =
  (by: string, figure: 'sent' | 'failed'): Chart =>
  async (api) => {
    const { data, meta } = await get<DeliveryAnswer>(api, `/v1/delivery?grain=week&${by}`);
    const sent = data.filter((row) => (row.sent ?? 0) > 0);
    const whole = sent.filter((row) => row.complete && !row.maturing && row.end <= (meta.data_through ?? ''));
    const { period } = whole.at(-1) ?? sent.at(-1) ?? { period: '' };
    const rows = data.filter((row) => row.period === period && row.segment !== undefined && (row[figure] ?? 0) > 0);
    return rows.toSorted((a, b) => (b[figure] ?? 0) - (a[figure] ?? 0)).map(figures);
  };

const percentiles = (of: 'sent_to_delivered' | 'delivered_to_read') =>
  delivery(({ latency }) => [latency[of].p50, latency[of].p90, latency[of].p95, latency[of].p99]);

const MONTHLY = 'grain=month';

/** Every chart of every page of analysis, as it is asked for without anything in the address. */
export const PAGE_CHARTS: Readonly<Record<string, Readonly<Record<string, Chart>>>> = {
  '/': {
    active_members: series(`metric=active_members&${MONTHLY}`),
    growth: growth((row) => [
      row.active,
      row.new,
      row.resurrected,
      row.churned === null ? null : -row.churned,
      row.net,
    ]),
    quick_ratio: growth((row) => [row.quick_ratio]),
    stickiness: series(`metric=stickiness&${MONTHLY}`),
    active_by_platform: breakdown(`metric=active_members&${MONTHLY}&by=platform`),
    active_by_country: breakdown(`metric=active_members&${MONTHLY}&by=country`),
  },
  '/signups': {
    signups: series(`metric=signups&${MONTHLY}`),
    signups_by_source: breakdown(`metric=signups&${MONTHLY}&by=source`),
    signups_by_platform: breakdown(`metric=signups&${MONTHLY}&by=platform`),
    signups_by_manufacturer: breakdown(`metric=signups&${MONTHLY}&by=manufacturer`),
    organic_share: series(`metric=organic_share&${MONTHLY}`),
    k_factor: series(`metric=k_factor&${MONTHLY}`),
    invites: series(`metric=invites&${MONTHLY}`),
    activation: seriesSet(['activation_1d', 'activation_7d', 'activation_28d'], 'month'),
    time_to_first_message: seriesSet(['time_to_first_message_p50', 'time_to_first_message_p90'], 'month'),
  },
  '/retention': {
    retention: triangle,
    retention_curves: curves,
    power_curve: async (api) =>
      (await get<PowerCurveAnswer>(api, '/v1/power-curve?days=28')).data.map(({ members }) => [members]),
  },
  '/delivery': {
    delivery: async (api) =>
      newestFirst(
        (await get<DeliveryAnswer>(api, '/v1/delivery?grain=week')).data
          .filter(({ sent }) => sent !== null)
          .map(figures),
      ),
    delivery_rates: delivery((row) => [row.delivery_rate, row.read_rate, row.failure_rate]),
    latency_sent_to_delivered: percentiles('sent_to_delivered'),
    latency_delivered_to_read: percentiles('delivered_to_read'),
    channels: newestWeek('by=channel&limit=20', 'sent'),
    failures: newestWeek('by=error_code&limit=6', 'failed'),
  },
  '/explore?metric=messages_sent&grain=week': { explore: series('metric=messages_sent&grain=week') },
  '/explore?metric=new_members&by=platform': { explore_by: breakdown(`metric=new_members&${MONTHLY}&by=platform`) },
};
