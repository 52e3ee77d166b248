import type { DeliveryAnswer, DeliveryRow, Problem, Workspace } from '@grapevine/contracts';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { addWorkspace } from '../support/add-workspace.js';
import type { ApiClient } from '../support/api-client.js';
import { GrapevineProcess } from '../support/grapevine-process.js';
import { knownAnswersOf } from '../support/known-answers.js';
import { naiveFigures, naiveGroups, naiveLives, naiveReaders } from '../support/naive-delivery.js';
import type { WireEvent } from '../support/naive-log.js';
import { shuffled } from '../support/random.js';
import { randomDeliveries } from '../support/random-deliveries.js';
import { rebuilt, startRebuild } from '../support/rebuilding.js';

knownAnswersOf('delivery');

jest.setTimeout(300_000);

const DAY_MS = 86_400_000;
const at = (time: string) => `2013-12-${time}Z`;
const message = (type: string, id: string, time: string, more: WireEvent = {}): WireEvent => ({
  ...{ type: `message.${type}`, message_id: id, occurred_at: at(time), channel: 'chat' },
  ...(type === 'sent' ? { member_id: 'ann' } : {}),
  ...more,
});

/** Seconds from sent to delivered of ten messages: shuffled, one before its sending. */
const DELAYS = [3, 1.5, -2, 60, 7, 0, 12, 4, 600, 5];

describe('GET /v1/delivery', () => {
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
  const delivery = (api: ApiClient, query: string) => api.get<DeliveryAnswer>(`/v1/delivery?${query}`);
  const only = async (api: ApiClient, query: string): Promise<DeliveryRow> => {
    const { data } = await delivery(api, query);
    expect(data).toHaveLength(1);
    return data[0] as DeliveryRow;
  };

  it('has the percentiles that R-7 gives by hand, and the rates', async () => {
    const events = DELAYS.flatMap((delay, i) => [
      message('sent', `m${i}`, '19T12:00:00'),
      { ...message('delivered', `m${i}`, '19T12:00:00'), occurred_at: Date.parse(at('19T12:00:00')) + delay * 1_000 },
    ]);
    events.push(message('read', 'm0', '19T12:00:13'), message('read', 'm1', '20T12:00:00'));
    events.push(message('sent', 'f', '19T13:00:00'), message('failed', 'f', '19T13:00:01', { error_code: 131026 }));
    events.push(message('failed', 'm2', '19T13:00:01', { error_code: 470 }));
    const api = await workspaceOf(events);
    const row = await only(api, 'from=2013-12-19&to=2013-12-19');
    expect(row).toMatchObject({
      ...{ period: '2013-12-19', sent: 11, delivered: 10, read: 2, failed: 1, contradictory: 1 },
      ...{ late_receipts: 0, unseen_sent: 0, maturing: false, complete: true, sealed: false },
      ...{ delivery_rate: 10 / 11, read_rate: 0.2, read_of_sent_rate: 2 / 11, failure_rate: 1 / 11 },
    });
    // Sorted: -2 0 1.5 3 4 | 5 7 12 60 600. R-7 lies at 9p: 4.5, 8.1, 8.55 and 8.91.
    const { sent_to_delivered: arrival, delivered_to_read: reading } = row.latency;
    expect(arrival).toMatchObject({ p50: 4.5, pairs: 10, negative: 1 });
    expect(arrival.p90).toBeCloseTo(60 + 0.1 * 540, 9);
    expect(arrival.p95).toBeCloseTo(60 + 0.55 * 540, 9);
    expect(arrival.p99).toBeCloseTo(60 + 0.91 * 540, 9);
    expect(reading).toMatchObject({ p50: (10 + 86_398.5) / 2, pairs: 2, negative: 0 });

    const { data } = await delivery(api, 'from=2013-12-19&to=2013-12-19&by=error_code');
    expect(data.map(({ segment, sent, failed, contradictory }) => [segment, sent, failed, contradictory])).toEqual([
      ['unknown', 9, 0, 0],
      ['131026', 1, 1, 0],
      ['470', 1, 0, 1],
    ]);
    const month = await only(api, 'grain=month&filter=error_code:470,131026&filter=channel:chat');
    expect(month).toMatchObject({ period: '2013-12', sent: 2, delivered: 1, delivery_rate: 0.5 });
  });

  it('says null, never 0%, of channels without receipts', async () => {
    const events = [
      ...[message('sent', 't', '19T12:00:00', { channel: 'telegram' }), message('failed', 't', '19T12:00:01')],
      ...[message('sent', 's', '19T12:00:00', { channel: 'sms' }), message('delivered', 's', '19T12:00:02')],
      ...[
        message('sent', 'c', '19T12:00:00'),
        message('sent', 'd', '20T12:00:00'),
        message('delivered', 'd', '29T12:00:00'),
      ],
    ];
    const rates = async (api: ApiClient, query: string) =>
      Object.fromEntries(
        (await delivery(api, `grain=month&to=2013-12-31&${query}`)).data.map((row) => [row.segment, row.delivery_rate]),
      );
    const api = await workspaceOf(events);
    // A late receipt on chat is one: there, nothing delivered is 0%. The receipt of sms says so only by its message.
    expect(await rates(api, 'by=channel')).toEqual({ chat: 0, sms: 1, telegram: null });
    expect(await rates(api, '')).toEqual({ undefined: 1 / 3 });
    const channels = { sms: { receipts: false }, telegram: { receipts: true }, chat: { horizon_days: 10 } };
    expect((await api.request<Workspace>('PATCH', '/v1/workspace', { channels })).body.channels).toEqual(channels);
    expect(await rates(api, 'by=channel')).toEqual({ chat: 0.5, sms: null, telegram: 0 });
    const { meta } = await delivery(api, 'grain=month');
    expect(meta).toMatchObject({ horizon_days: 7, channels, definition: { id: 'delivery', version: 2 }, exact: true });
  });

  it('tells whether a channel reports reads apart from whether it reports deliveries', async () => {
    const sent = (channel: string, id: string, time: string, ...receipts: string[]) => [
      message('sent', id, `${time}:00`, { channel }),
      ...receipts.map((type, i) => message(type, id, `${time}:0${i + 1}`, { channel })),
    ];
    const events = [
      ...[...sent('chat', 'c1', '19T12:00', 'delivered', 'read'), ...sent('chat', 'c2', '19T12:00', 'delivered')],
      ...[...sent('push', 'p1', '19T12:00', 'delivered'), ...sent('push', 'p2', '19T12:00')],
      ...sent('fax', 'f1', '19T12:00'),
    ];
    const api = await workspaceOf(events, { channels: { push: { receipts: true } } });
    const rates = async (query = '') =>
      (await delivery(api, `from=2013-12-19&to=2013-12-19${query}`)).data.map((row) => [
        ...[row.segment, row.delivery_rate, row.read_rate, row.read_of_sent_rate],
      ]);
    expect(await rates('&by=channel')).toEqual([
      ['chat', 1, 0.5, 0.5],
      ['push', 0.5, null, null],
      ['fax', null, null, null],
    ]);
    // What push delivers, nobody can say of whether it was read: it is no part of what was.
    expect(await rates()).toEqual([[undefined, 3 / 4, 0.5, 0.5]]);
    expect(await rates('&filter=channel:push')).toEqual([[undefined, 0.5, null, null]]);
    // The first read of push can belong to the day: of its deliveries none was read. One a day later could not.
    await api.sendAll([message('read', 'late', '27T12:00:00', { channel: 'push' })]);
    await api.drained();
    expect(await rates('&by=channel')).toContainEqual(['push', 0.5, null, null]);
    await api.sendAll([message('read', 'in time', '26T12:00:00', { channel: 'push' })]);
    await api.drained();
    expect(await rates('&by=channel')).toContainEqual(['push', 0.5, 0, 0]);
    expect(await rates()).toEqual([[undefined, 3 / 4, 1 / 3, 1 / 4]]);
  });

  it('is maturing until the longest horizon is over after the last day, on whichever channel', async () => {
    const day = (ago: number) => new Date(Date.now() - ago * DAY_MS).toISOString();
    const events = [0, 3, 5, 7, 8, 9].map((ago) => ({
      ...message('sent', `m${ago}`, '19T12:00:00', { channel: ago === 5 ? 'sms' : 'chat' }),
      occurred_at: day(ago),
    }));
    const api = await workspaceOf(events, { channels: { sms: { horizon_days: 3 } } });
    const { data, meta } = await delivery(api, '');
    // Until the 7 days of chat are over, what comes can tell more about the message on sms: for whom it was, and that it was on chat.
    const today = Date.parse(meta.as_of.slice(0, 10));
    const found = data.map((row) => [(today - Date.parse(row.start)) / DAY_MS, row.sent, row.maturing, row.complete]);
    const expected = [9, 8, 7, 6, 5, 4, 3, 2, 1, 0].map((ago) => {
      const sent = [0, 3, 5, 7, 8, 9].includes(ago) ? 1 : 0;
      return [ago, sent, ago <= 7, ago > 0];
    });
    expect(found).toEqual(expected);
  });

  it('has nulls where there is no data, zeros between, and leaves out whom the workspace excludes', async () => {
    const events = [
      ...[message('sent', 'm', '19T12:00:00'), message('delivered', 'm', '19T12:00:01')],
      ...[message('sent', 'x', '21T12:00:00', { member_id: 'spammer' }), message('read', 'x', '21T12:00:01')],
    ];
    const api = await workspaceOf(events);
    const sent = async () =>
      (await delivery(api, 'from=2013-12-18&to=2013-12-22')).data.map((row) => [row.sent, row.read_rate]);
    expect(await sent()).toEqual([
      [null, null],
      [1, 0],
      [0, null],
      [1, 1],
      [null, null],
    ]);
    const exclusion = { member_ids: ['spammer'], reason: 'spam' };
    expect((await api.request('POST', '/v1/exclusions', exclusion)).status).toBeLessThan(300);
    expect(await sent()).toEqual([
      [null, null],
      [1, 0],
      [0, null],
      [0, null],
      [null, null],
    ]);
  });

  it.each([
    ['by=source', 'by'],
    ['filter=source:invite', 'filter'],
    ['filter=channel', 'filter'],
    ['grain=hour', 'grain'],
    ['from=2013-02-30', 'from'],
    ['from=2014-01-02&to=2014-01-01', 'from'],
    ['limit=0', 'limit'],
    ['window=rolling_7', 'window'],
    ['format=xml', 'format'],
  ])('refuses %s and says what is wrong', async (query, parameter) => {
    const { status, body } = await grapevine.api.request<Problem>('GET', `/v1/delivery?${query}`);
    expect([status, body.code]).toEqual([422, 'invalid_parameter']);
    expect(body.errors?.map((error) => error.parameter)).toEqual([parameter]);
  });

  it.each<[object]>([
    [{ sms: { horizon_days: 0 } }],
    [{ sms: { horizon_days: 29 } }],
    [{ sms: { horizon_days: 1.5 } }],
    [{ sms: { receipts: 'no' } }],
    [{ sms: { horizon: 3 } }],
    [{ '': { horizon_days: 3 } }],
    [[]],
  ])('refuses the setting %j', async (channels) => {
    const { status } = await grapevine.api.request<Problem>('PATCH', '/v1/workspace', { channels });
    expect(status).toBe(422);
    expect((await grapevine.api.get<Workspace>('/v1/workspace')).channels).toEqual({});
  });

  it('refuses more channels than a service can have', async () => {
    const channels = Object.fromEntries(Array.from({ length: 101 }, (_, i) => [`channel ${i}`, {}]));
    const { status, body } = await grapevine.api.request<Problem>('PATCH', '/v1/workspace', { channels });
    expect([status, body.errors?.[0]?.message]).toEqual([422, 'set at most 100 channels']);
  });

  it('agrees with a naive count over a random log, before and after a rebuild into another zone', async () => {
    const log = randomDeliveries(7, 400, Date.UTC(2013, 9, 1));
    const horizons = { sms: 3, push: 12 };
    const receipts = { receipts: true };
    const channels = {
      ...{ sms: { horizon_days: 3, ...receipts }, push: { horizon_days: 12, receipts: false } },
      ...{ chat: receipts, unknown: receipts },
    };
    const api = await workspaceOf([...shuffled(log, 1), ...shuffled(log, 2).slice(0, 300)], { channels });
    const agrees = async (timeZone: string): Promise<void> => {
      const settings = { timeZone, horizons };
      const lives = naiveLives(log, settings);
      for (const [grain, by] of [
        ['day', undefined],
        ['month', 'channel'],
        ['week', 'platform'],
        ['month', 'error_code'],
      ] as const) {
        const query = new URLSearchParams({
          grain,
          ...(by && { by }),
          from: '2013-08-01',
          to: '2014-02-28',
          limit: '100',
        });
        const { data } = await delivery(api, query.toString());
        const found = data.filter((row) => row.sent || row.late_receipts);
        const naive = naiveGroups(lives, grain, by);
        const reportsReads = naiveReaders(log, lives, grain, settings);
        const nameOf = ({ period, segment }: DeliveryRow) => (segment === undefined ? period : `${period}/${segment}`);
        expect(found.map(nameOf).sort()).toEqual([...naive.keys()].sort());
        for (const row of found) {
          const {
            period: _p,
            start: _s,
            end: _e,
            maturing: _m,
            complete: _c,
            sealed: _z,
            segment: _g,
            ...figures
          } = row;
          const reports = (channel: string) => channel !== 'push';
          const expected = naiveFigures(naive.get(nameOf(row)) ?? [], reports, reportsReads);
          expect([nameOf(row), rounded(figures)]).toEqual([nameOf(row), rounded(expected)]);
        }
      }
    };
    await agrees('UTC');
    await startRebuild(api, { time_zone: 'Asia/Kathmandu' });
    expect((await rebuilt(api)).state).toBe('done');
    await agrees('Asia/Kathmandu');
  });
});

const rounded = (figures: object): unknown =>
  JSON.parse(JSON.stringify(figures, (_, value) => (typeof value === 'number' ? Number(value.toFixed(6)) : value)));
