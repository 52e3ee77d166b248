import type { DeliveryAnswer, RestatementList, SeriesAnswer } from '@grapevine/contracts';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { addWorkspace } from '../support/add-workspace.js';
import type { ApiClient } from '../support/api-client.js';
import { queryDatabase } from '../support/embedded-access.js';
import { GrapevineProcess } from '../support/grapevine-process.js';
import type { WireEvent } from '../support/naive-log.js';

jest.setTimeout(600_000);

const DAY_MS = 86_400_000;
const message = (type: string, id: string, time: string, more: WireEvent = {}): WireEvent => ({
  ...{ type: `message.${type}`, message_id: id, occurred_at: `2013-12-${time}Z`, channel: 'chat' },
  ...(type === 'sent' ? { member_id: 'ann' } : {}),
  ...more,
});
const SMS = { channel: 'sms', member_id: 'bob' };

/** Four weeks; what is sent on the 3rd and 4th is what is looked at. */
const LOG: readonly WireEvent[] = [
  ...[message('sent', 'a', '03T10:00:00'), message('delivered', 'a', '03T10:00:00.100')],
  ...[
    message('sent', 'b', '03T11:00:00'),
    message('delivered', 'b', '03T11:00:00.300'),
    message('read', 'b', '04T11:00:00'),
  ],
  ...[message('sent', 'c', '04T10:00:00', SMS), message('failed', 'c', '04T10:00:05', { channel: 'sms' })],
  ...[message('sent', 'd', '04T10:00:00'), message('sent', 'e', '28T10:00:00')],
];
const DECEMBER = 'from=2013-12-03&to=2013-12-28';

describe('sealed figures of delivery', () => {
  let grapevine: GrapevineProcess;
  beforeAll(async () => {
    grapevine = await GrapevineProcess.start({ environment: { GRAPEVINE_SEAL_SECONDS: '1' } });
  }, 180_000);
  afterAll(() => grapevine?.remove());

  const workspaceOf = async (events: readonly WireEvent[], settings: object): Promise<ApiClient> => {
    const api = grapevine.api.as(await addWorkspace(grapevine.dataDir, {}));
    expect((await api.request('PATCH', '/v1/workspace', settings)).status).toBe(200);
    await send(api, events);
    return api;
  };
  const send = async (api: ApiClient, events: readonly WireEvent[]): Promise<void> => {
    await api.sendAll(events);
    await api.drained();
  };
  const set = (api: ApiClient, settings: object) => api.request('PATCH', '/v1/workspace', settings);
  const delivery = async (api: ApiClient, query: string) =>
    (await api.get<DeliveryAnswer>(`/v1/delivery?${query}`)).data;
  const QUESTIONS = ['day&by=channel', 'day', 'week', 'month&by=channel', 'year'].map(
    (asked) => `${DECEMBER}&grain=${asked}`,
  );
  const answers = (api: ApiClient) => Promise.all(QUESTIONS.map((question) => delivery(api, question)));
  const unsealed = (rows: readonly { sealed: boolean }[]) => rows.map((row) => ({ ...row, sealed: false }));
  const changes = async (api: ApiClient, grain: string) =>
    (await api.get<RestatementList>('/v1/restatements?limit=1000')).data
      .filter((one) => one.grain === grain)
      .map(({ metric, period, segment, from, to, reasons }) => [
        period,
        metric,
        segment?.value,
        from,
        to,
        reasons.join(),
      ]);

  /** Years come last in a run; the period that ends with the data as well. */
  const sealed = async (api: ApiClient): Promise<void> => {
    const deadline = Date.now() + 300_000;
    for (;;) {
      const [year] = await delivery(api, `grain=year&${DECEMBER}`);
      if (year?.sealed) return;
      if (Date.now() > deadline) throw new Error('The figures were not sealed within five minutes.');
      await new Promise((resolve) => setTimeout(resolve, 3_000));
    }
  };

  it('are the same as before, of all and by channel, and say so', async () => {
    const api = await workspaceOf(LOG, { seal_grace_hours: 48 });
    const before = await answers(api);
    expect(before.flat().some((row) => row.sealed)).toBe(false);
    await set(api, { seal_grace_hours: 0 });
    await sealed(api);
    const after = await answers(api);
    expect(after.map(unsealed)).toEqual(before);
    expect(after.flat().every((row) => row.sealed)).toBe(true);
    const { data } = await api.get<SeriesAnswer>(
      `/v1/series?metric=delivery_latency_p50&grain=day&by=channel&${DECEMBER}`,
    );
    const third = data.filter(({ period }) => period === '2013-12-03');
    // Between 0.1 s and 0.3 s, as a double has it.
    expect(third).toMatchObject([
      { segment: 'chat', value: 0.2, total: 0.2, sealed: true, maturing: false },
      { segment: 'sms', value: null, total: 0.2, sealed: true },
    ]);
    // Numbers of a filter, of another dimension, and of channels that are shown as one are computed when asked.
    for (const other of ['filter=channel:chat', 'by=platform', 'by=channel&limit=1']) {
      expect((await delivery(api, `grain=month&${other}&${DECEMBER}`)).map((row) => row.sealed)).not.toContain(true);
    }
    await queryDatabase(
      grapevine.dataDir,
      `UPDATE sealed_deliveries SET figures = jsonb_set(figures, '{0,sent}', '777') WHERE grain = 'month'
       AND workspace_id = (SELECT max(id) FROM workspaces)`,
    );
    expect(await delivery(api, `grain=month&${DECEMBER}`)).toMatchObject([{ sent: 777, delivered: 2, sealed: true }]);
    expect((await api.get<RestatementList>('/v1/restatements')).data).toEqual([]);
  });

  it('that events or settings touch are computed at once, sealed again, and what changed is on record', async () => {
    // Not before all of the log is there: what is sealed while it comes in is restated.
    const api = await workspaceOf(LOG, { seal_grace_hours: 48 });
    await set(api, { seal_grace_hours: 0 });
    await sealed(api);
    // Nothing is sealed while the grace lasts, so that what is seen in between is seen for sure.
    await set(api, { seal_grace_hours: 48 });
    await send(api, [message('read', 'd', '11T10:00:00')]);
    const shown = async () =>
      (await delivery(api, 'from=2013-12-03&to=2013-12-05&grain=day')).map((row) => [row.sent, row.read, row.sealed]);
    // A receipt of the 11th counts for the 4th, and can count for no day before.
    expect(await shown()).toEqual([
      [2, 1, true],
      [2, 1, false],
      [0, 0, false],
    ]);
    expect(await changes(api, 'day')).toEqual([]);
    await set(api, { seal_grace_hours: 0 });
    await sealed(api);
    expect((await shown()).every(([, , isSealed]) => isSealed)).toBe(true);
    const ofDay = (await changes(api, 'day')).sort();
    const late = 'late_events';
    expect(ofDay.filter(([, , segment]) => segment === undefined)).toEqual([
      ['2013-12-04', 'delivery_rate', undefined, 0, 1, late],
      ['2013-12-04', 'messages_delivered', undefined, 0, 1, late],
      ['2013-12-04', 'messages_read', undefined, 0, 1, late],
      ['2013-12-04', 'read_of_sent_rate', undefined, 0, 1, late],
      ['2013-12-04', 'read_rate', undefined, null, 1, late],
    ]);
    expect(ofDay.filter(([, , segment]) => segment !== undefined)).toEqual([
      ['2013-12-04', 'delivery_rate', 'chat', 0, 1, late],
      ['2013-12-04', 'messages_delivered', 'chat', 0, 1, late],
      ['2013-12-04', 'messages_read', 'chat', 0, 1, late],
      ['2013-12-04', 'read_of_sent_rate', 'chat', 0, 1, late],
      ['2013-12-04', 'read_rate', 'chat', null, 1, late],
    ]);

    // Another horizon: that receipt is late now.
    await set(api, { channels: { chat: { horizon_days: 5 } } });
    const [month] = await delivery(api, `grain=month&${DECEMBER}`);
    expect(month).toMatchObject({ read: 1, late_receipts: 1 });
    await sealed(api);
    const reasons = (await changes(api, 'day')).filter(([, metric]) => metric === 'late_receipts');
    expect(reasons).toEqual([
      ['2013-12-11', 'late_receipts', 'chat', 0, 1, 'channel_settings'],
      ['2013-12-11', 'late_receipts', undefined, 0, 1, 'channel_settings'],
    ]);

    // Whoever is excluded takes the messages along.
    await api.request('POST', '/v1/exclusions', { member_ids: ['bob'], reason: 'a machine' });
    expect(await delivery(api, `grain=month&by=channel&${DECEMBER}`)).toMatchObject([{ segment: 'chat', sent: 4 }]);
    await sealed(api);
    const sent = (await changes(api, 'year')).filter(([, metric]) => metric === 'messages_sent');
    expect(sent.sort((a, b) => String(a[2]).localeCompare(String(b[2])))).toEqual([
      ['2013', 'messages_sent', 'sms', 1, 0, 'exclusions'],
      ['2013', 'messages_sent', undefined, 5, 4, 'exclusions'],
    ]);
  });

  it('are those of days whose receipts have all come', async () => {
    const ago = (days: number, id: string): WireEvent => ({
      ...message('sent', id, '01T00:00:00'),
      occurred_at: Date.now() - days * DAY_MS,
    });
    const api = await workspaceOf(
      [12, 11, 9, 8, 7, 3].map((days) => ago(days, `m${days}`)),
      { seal_grace_hours: 0 },
    );
    const rows = async () => (await delivery(api, 'grain=day')).filter((row) => row.sent);
    const deadline = Date.now() + 300_000;
    while (!(await rows())[3]?.sealed && Date.now() < deadline)
      await new Promise((resolve) => setTimeout(resolve, 3_000));
    expect((await rows()).map((row) => [row.maturing, row.sealed])).toEqual([
      [false, true],
      [false, true],
      [false, true],
      [false, true],
      [true, false],
      [true, false],
    ]);
  });
});
