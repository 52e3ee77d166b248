import type { DeliveryAnswer, DeliveryFiguresRow, MetricList, Problem, SeriesAnswer } from '@grapevine/contracts';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { addWorkspace } from '../support/add-workspace.js';
import type { ApiClient } from '../support/api-client.js';
import { GrapevineProcess } from '../support/grapevine-process.js';
import { knownAnswersOf } from '../support/known-answers.js';
import type { WireEvent } from '../support/naive-log.js';
import { shuffled } from '../support/random.js';
import { randomDeliveries } from '../support/random-deliveries.js';

knownAnswersOf(
  'messages_sent',
  'messages_delivered',
  'messages_read',
  'messages_failed',
  'messages_contradictory',
  'unseen_sent',
  'late_receipts',
  'delivery_rate',
  'read_rate',
  'read_of_sent_rate',
  'failure_rate',
  'delivery_latency_p50',
  'delivery_latency_p90',
  'delivery_latency_p95',
  'delivery_latency_p99',
  'delivery_latency_pairs',
  'delivery_latency_negative',
  'read_latency_p50',
  'read_latency_p90',
  'read_latency_p95',
  'read_latency_p99',
  'read_latency_pairs',
  'read_latency_negative',
);

jest.setTimeout(300_000);

const DAY_MS = 86_400_000;
const message = (type: string, id: string, time: string, more: WireEvent = {}): WireEvent => ({
  ...{ type: `message.${type}`, message_id: id, occurred_at: `2013-${time}Z`, channel: 'chat' },
  ...(type === 'sent' ? { member_id: 'ann' } : {}),
  ...more,
});

/**
 * Six messages of a day. Seconds to delivery: 4, -2, 10, 1 (that of `e` is not known, its sending was not seen); to reading: 6, 30.
 */
const KNOWN: readonly WireEvent[] = [
  ...[message('sent', 'a', '12-19T10:00:00'), message('delivered', 'a', '12-19T10:00:04')],
  ...[message('sent', 'b', '12-19T10:00:10'), message('delivered', 'b', '12-19T10:00:08')],
  ...[message('sent', 'c', '12-19T10:00:00'), message('delivered', 'c', '12-19T10:00:10')],
  ...[message('sent', 'd', '12-19T10:00:00'), message('delivered', 'd', '12-19T10:00:01')],
  ...[message('read', 'a', '12-19T10:00:10'), message('read', 'b', '12-19T10:00:38')],
  ...[message('failed', 'c', '12-19T11:00:00'), message('delivered', 'e', '12-19T12:00:00')],
  ...[message('sent', 'f', '12-19T10:00:00'), message('failed', 'f', '12-19T10:00:02')],
  // More than 7 days after its sending, on the same day as all of the above.
  ...[message('sent', 'g', '12-01T10:00:00'), message('delivered', 'g', '12-19T10:00:00')],
];

/** By hand: R-7 of -2, 1, 4, 10 lies at 3p, of 6, 30 at p. */
const ANSWERS: Readonly<Record<string, number>> = {
  ...{ messages_sent: 6, messages_delivered: 5, messages_read: 2, messages_failed: 1, messages_contradictory: 1 },
  ...{ unseen_sent: 1, late_receipts: 1 },
  ...{ delivery_rate: 5 / 6, read_rate: 2 / 5, read_of_sent_rate: 2 / 6, failure_rate: 1 / 6 },
  ...{ delivery_latency_p50: 2.5, delivery_latency_p90: 8.2, delivery_latency_p95: 9.1, delivery_latency_p99: 9.82 },
  ...{ delivery_latency_pairs: 4, delivery_latency_negative: 1 },
  ...{ read_latency_p50: 18, read_latency_p90: 27.6, read_latency_p95: 28.8, read_latency_p99: 29.76 },
  ...{ read_latency_pairs: 2, read_latency_negative: 0 },
};

/** Where `/v1/delivery` has the figure. */
function inDelivery(metric: string, row: DeliveryFiguresRow): number | null {
  const latency = /^(delivery|read)_latency_(.+)$/.exec(metric);
  if (latency) {
    const leg = latency[1] === 'delivery' ? row.latency.sent_to_delivered : row.latency.delivered_to_read;
    return leg[latency[2] as keyof typeof leg];
  }
  return row[metric.replace('messages_', '') as Exclude<keyof DeliveryFiguresRow, 'latency'>];
}

describe('figures of delivery by GET /v1/series', () => {
  let grapevine: GrapevineProcess;

  beforeAll(async () => {
    grapevine = await GrapevineProcess.start();
  }, 180_000);

  afterAll(() => grapevine?.remove());

  const workspaceOf = async (events: readonly WireEvent[], settings: object = {}): Promise<ApiClient> => {
    const api = grapevine.api.as(await addWorkspace(grapevine.dataDir, {}));
    expect((await api.request('PATCH', '/v1/workspace', settings)).status).toBe(200);
    await api.sendAll(events);
    await api.drained();
    return api;
  };
  const series = (api: ApiClient, metric: string, query: string) =>
    api.get<SeriesAnswer>(`/v1/series?metric=${metric}&${query}`);

  it('are all that there are, with known answers', async () => {
    const api = await workspaceOf(shuffled(KNOWN, 1));
    const { data: catalogue } = await api.get<MetricList>('/v1/metrics');
    const figures = catalogue.filter(
      ({ dimensions, endpoint }) => dimensions[0] === 'channel' && endpoint === '/v1/series',
    );
    expect(figures.map(({ id }) => id).sort()).toEqual(Object.keys(ANSWERS).sort());
    for (const { id, unit } of figures) {
      const { data, meta } = await series(api, id, 'grain=day&from=2013-12-19&to=2013-12-19');
      expect(data).toEqual([
        {
          ...{ period: '2013-12-19', start: '2013-12-19', end: '2013-12-19', value: expect.anything() },
          ...{ complete: true, sealed: false, maturing: false },
        },
      ]);
      expect([id, data[0]?.value]).toEqual([id, expect.closeTo(ANSWERS[id] as number, 9)]);
      expect(meta).toMatchObject({ metric: id, unit, grain: 'day', definition: { id, version: 2 }, exact: true });
    }
  });

  it('are those of /v1/delivery of the same question', async () => {
    const log = randomDeliveries(11, 250, Date.UTC(2013, 9, 1));
    const channels = { sms: { horizon_days: 3 }, push: { horizon_days: 12, receipts: false } };
    const api = await workspaceOf(shuffled([...log, ...log.slice(0, 200)], 3), { channels });
    for (const [question, metrics] of [
      ['grain=day', ['late_receipts', 'delivery_latency_p90']],
      ['grain=month&by=channel', ['delivery_rate', 'read_latency_p50', 'messages_contradictory']],
      ['grain=week&by=country&limit=1', ['messages_sent', 'delivery_latency_negative']],
      [
        'grain=year&by=error_code&filter=channel:sms,chat&filter=platform:ios',
        ['messages_failed', 'read_of_sent_rate'],
      ],
    ] as const) {
      const range = `from=2013-08-01&to=2014-02-28&${question}`;
      const { data: rows } = await api.get<DeliveryAnswer>(`/v1/delivery?${range}`);
      const { data: totals } = await api.get<DeliveryAnswer>(
        `/v1/delivery?${range.replace(/&by=[a-z_]+|&limit=1/g, '')}`,
      );
      const totalOf = new Map(totals.map((row) => [row.period, row]));
      for (const metric of metrics) {
        const { data } = await series(api, metric, range);
        expect([question, metric, data]).toEqual([
          question,
          metric,
          rows.map((row) => ({
            ...{ period: row.period, start: row.start, end: row.end, value: inDelivery(metric, row) },
            ...{ complete: row.complete, sealed: row.sealed, maturing: row.maturing },
            ...(row.segment === undefined
              ? {}
              : { segment: row.segment, total: inDelivery(metric, totalOf.get(row.period) as DeliveryFiguresRow) }),
          })),
        ]);
      }
    }
  });

  it('are compared with those of other periods, segment by segment', async () => {
    const sent = (count: number, month: string, more: WireEvent) =>
      Array.from({ length: count }, (_, i) =>
        message('sent', `${JSON.stringify(more)} ${month} ${i}`, `${month}-05T10:00:00`, more),
      );
    const [chat, sms, push] = [{}, { channel: 'sms' }, { channel: 'push' }];
    const api = await workspaceOf([
      ...[...sent(3, '10', chat), ...sent(1, '10', sms), ...sent(4, '10', push)],
      ...[...sent(6, '11', chat), ...sent(2, '11', sms)],
      ...[...sent(9, '12', sms), ...sent(1, '12', chat)],
    ]);
    const compared = async (query: string) =>
      (await series(api, 'messages_sent', query)).data.map(({ period, segment, value, total, compare }) => [
        ...[period, segment, value, total],
        ...[compare?.period, compare?.value, compare?.difference],
      ]);
    const november = 'from=2013-11-01&to=2013-11-30&compare=previous_period';
    expect(await compared(november)).toEqual([['2013-11', undefined, 8, undefined, '2013-10', 8, 0]]);
    // What only the compared period has is among the others.
    expect(await compared(`${november}&by=channel`)).toEqual([
      ['2013-11', 'chat', 6, 8, '2013-10', 3, 3],
      ['2013-11', 'sms', 2, 8, '2013-10', 1, 1],
      ['2013-11', '(other)', 0, 8, '2013-10', 4, -4],
    ]);
    expect(await compared(`${november}&by=channel&limit=1`)).toEqual([
      ['2013-11', 'chat', 6, 8, '2013-10', 3, 3],
      ['2013-11', '(other)', 2, 8, '2013-10', 5, -3],
    ]);
    expect(
      await compared('from=2013-12-01&to=2013-12-31&compare=previous_period&by=channel&filter=channel:sms,chat'),
    ).toEqual([
      ['2013-12', 'sms', 9, 10, '2013-11', 2, 7],
      ['2013-12', 'chat', 1, 10, '2013-11', 6, -5],
    ]);
    const [yearly] = await compared('from=2013-12-01&to=2013-12-31&compare=previous_year');
    expect(yearly).toEqual(['2013-12', undefined, 10, undefined, '2012-12', null, null]);
  });

  it('of a running period are compared with as much of the one before, and mature', async () => {
    const today = Date.UTC(...utcDay(Date.now()));
    const daysAgo = (ago: number, id: string): WireEvent[] => [
      { ...message('sent', id, '12-19T12:00:00'), occurred_at: today - ago * DAY_MS },
      { ...message('read', id, '12-19T12:00:00'), occurred_at: today - ago * DAY_MS + 1_000 },
    ];
    const log = Array.from({ length: 70 }, (_, ago) => daysAgo(ago, `m${ago}`)).flat();
    const api = await workspaceOf(log);
    const date = (time: number) => new Date(time).toISOString().slice(0, 10);
    const { data } = await series(
      api,
      'messages_read',
      `grain=month&from=${date(today)}&to=${date(today)}&compare=previous_period`,
    );
    const elapsed = new Date(today).getUTCDate();
    const [year, month] = utcDay(today);
    const before = Math.min(elapsed, new Date(Date.UTC(year, month, 0)).getUTCDate());
    expect(data).toMatchObject([
      {
        ...{ value: elapsed, maturing: true },
        complete: new Date(today + DAY_MS).getUTCDate() === 1 ? expect.any(Boolean) : false,
        compare: {
          ...{ start: date(Date.UTC(year, month - 1, 1)), end: date(Date.UTC(year, month - 1, before)) },
          ...{ value: before, difference: elapsed - before },
        },
      },
    ]);
  });

  it.each([
    ['by=source', 'by', ['channel', 'platform', 'country', 'error_code', 'app_version', 'manufacturer']],
    [
      'filter=member.source:invite',
      'filter',
      ['channel', 'platform', 'country', 'error_code', 'app_version', 'manufacturer'],
    ],
    [
      'filter=member.signed_up:2013-10',
      'filter',
      ['channel', 'platform', 'country', 'error_code', 'app_version', 'manufacturer'],
    ],
    ['window=rolling_7&grain=day', 'window', ['calendar']],
    ['over=2', 'over', undefined],
    ['compare=next_year', 'compare', ['previous_period', 'previous_year']],
  ])('refuse %s and say what is allowed', async (query, parameter, allowed) => {
    const { status, body } = await grapevine.api.request<Problem>('GET', `/v1/series?metric=delivery_rate&${query}`);
    expect([status, body.code]).toEqual([422, 'invalid_parameter']);
    expect(body.errors?.map((error) => [error.parameter, error.allowed])).toEqual([[parameter, allowed]]);
  });
});

const utcDay = (time: number): [number, number, number] => {
  const date = new Date(time);
  return [date.getUTCFullYear(), date.getUTCMonth(), date.getUTCDate()];
};
