import { ExportEnd, ExportedEvent, type Problem } from '@grapevine/contracts';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { addWorkspace } from '../support/add-workspace.js';
import type { ApiClient } from '../support/api-client.js';
import { ClickHouseFront } from '../support/clickhouse-front.js';
import { GrapevineProcess } from '../support/grapevine-process.js';

/** More than three pages of the log. */
const MANY = 70_000;

const EVENTS = [
  {
    type: 'member.signed_up',
    id: 's',
    member_id: 'person-a',
    invited_by: 'person-b',
    occurred_at: '2013-12-19T18:14:59.999Z',
  },
  {
    ...{ type: 'message.sent', id: 'm', message_id: 'secret-1', member_id: 'person-a', recipient_id: '+491701234567' },
    ...{ channel: 'sms', platform: 'ios', properties: { plan: 'pro', undeclared: 'x' } },
    occurred_at: '2013-12-19T18:15:00Z',
  },
  { type: 'message.delivered', message_id: 'secret-1', recipient_id: '+491701234567', occurred_at: 1387476900123 },
  { type: 'message.failed', message_id: 'secret-2', error_code: '131026', occurred_at: '2013-12-21T00:00:00Z' },
];

const linesOf = (text: string): unknown[] =>
  text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as unknown);

const request = (api: ApiClient, query = ''): Promise<Response> =>
  fetch(`${api.url}/v1/events/export${query}`, { headers: { authorization: `Bearer ${api.key}` } });

describe('the export of the log', () => {
  let grapevine: GrapevineProcess;
  let api: ApiClient;

  beforeAll(async () => {
    grapevine = await GrapevineProcess.start();
    const dimensions = ['platform', 'plan'];
    api = grapevine.api.as(await addWorkspace(grapevine.dataDir, { timeZone: 'Asia/Kathmandu', dimensions }));
    await api.sendAll([...EVENTS, ...EVENTS]);
    await grapevine.api.sendAll([{ type: 'member.active', member_id: 'other', occurred_at: '2013-12-19T00:00:00Z' }]);
    await api.drained();
  }, 120_000);
  afterAll(() => grapevine?.remove());

  it('holds every distinct event, on its local day, with numbers and hashes for people, and says that it is whole', async () => {
    const response = await request(api);
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe('application/x-ndjson; charset=utf-8');
    const lines = linesOf(await response.text());
    expect(ExportEnd.parse(lines.pop())).toEqual({ type: 'export.end', events: 4 });
    const events = lines.map((line) => ExportedEvent.parse(line));
    expect(lines).toEqual(events);
    const [signup, delivered, sent, failed] = events;
    expect(events.map(({ type, day, occurred_at }) => [type, day, occurred_at])).toEqual([
      ['member.signed_up', '2013-12-19', '2013-12-19T18:14:59.999Z'],
      ['message.delivered', '2013-12-20', '2013-12-19T18:15:00.123Z'],
      ['message.sent', '2013-12-20', '2013-12-19T18:15:00.000Z'],
      ['message.failed', '2013-12-21', '2013-12-21T00:00:00.000Z'],
    ]);
    expect(sent).toMatchObject({ channel: 'sms', platform: 'ios', properties: { plan: 'pro' }, inviter_no: null });
    expect([signup, failed, delivered].map((one) => one?.properties)).toEqual([{}, {}, {}]);
    expect(failed).toMatchObject({ error_code: '131026', member_no: null, recipient_key: null });
    // The same person, message and recipient are the same number and hash; nobody is named.
    expect(signup?.member_no).toBe(sent?.member_no);
    expect(new Set([signup?.member_no, signup?.inviter_no])).toEqual(new Set([1, 2]));
    expect(delivered).toMatchObject({ message_key: sent?.message_key, recipient_key: sent?.recipient_key });
    expect(JSON.stringify(lines)).not.toMatch(/person-|secret-|491701234567|undeclared/);
  });

  it('holds the days and types that were asked for', async () => {
    const typesOf = async (query: string) =>
      linesOf(await (await request(api, query)).text()).map((line) => (line as { type: string }).type);
    expect(await typesOf('?from=2013-12-20&to=2013-12-20')).toEqual([
      'message.delivered',
      'message.sent',
      'export.end',
    ]);
    expect(await typesOf('?type=message.sent&type=message.failed')).toEqual([
      'message.sent',
      'message.failed',
      'export.end',
    ]);
    expect(await typesOf('?from=2014-01-01')).toEqual(['export.end']);
  });

  it.each([
    ['?from=2013-02-30', 'from'],
    ['?from=2013-12-20&to=2013-12-19', 'from'],
    ['?type=message.lost', 'type'],
    ['?workspace=1', 'workspace'],
  ])('refuses %s, and says what is wrong', async (query, parameter) => {
    const response = await request(api, query);
    expect(response.status).toBe(422);
    expect(((await response.json()) as Problem).errors?.[0]?.parameter).toMatch(new RegExp(`^${parameter}`));
  });
});

describe('an export of many pages', () => {
  let clickhouse: ClickHouseFront;
  let grapevine: GrapevineProcess;

  beforeAll(async () => {
    clickhouse = await ClickHouseFront.start({ database: 'grapevine' });
    grapevine = await GrapevineProcess.start({ environment: { CLICKHOUSE_URL: clickhouse.url } });
    const start = Date.UTC(2013, 0, 1);
    const events = Array.from({ length: MANY }, (_, i) => ({
      ...{ type: 'member.active', id: `e${i}`, member_id: `m${i % 999}`, occurred_at: start + i * 100_000 },
    }));
    await grapevine.api.sendAll(events, 5_000, 2);
    await grapevine.api.drained();
  }, 180_000);
  afterAll(async () => {
    await grapevine?.remove();
    await clickhouse?.remove();
  }, 60_000);

  it('is whole', async () => {
    const lines = linesOf(await (await request(grapevine.api)).text());
    expect(lines.pop()).toEqual({ type: 'export.end', events: MANY });
    expect(new Set(lines.map((line) => (line as ExportedEvent).event_key)).size).toBe(MANY);
  }, 60_000);

  /** Reads the beginning, lets something happen, and reads on. @returns what came, and whether the connection broke */
  async function readThrough(event: () => Promise<unknown>, query = ''): Promise<{ text: string; broke: boolean }> {
    const { body } = await request(grapevine.api, query);
    const reader = (body as ReadableStream<Uint8Array>).pipeThrough(new TextDecoderStream()).getReader();
    let text = (await reader.read()).value ?? '';
    const happened = event();
    try {
      for (let piece = await reader.read(); !piece.done; piece = await reader.read()) text += piece.value;
      return { text, broke: false };
    } catch {
      return { text, broke: true };
    } finally {
      await happened;
    }
  }

  it.each(['ndjson', 'csv', 'parquet', 'arrow', 'json'])(
    'that fails on the way breaks off, and has no end: %s',
    async (format) => {
      const { text, broke } = await readThrough(() => clickhouse.kill(), `?format=${format}`);
      expect({ broke, whole: /export\.end|"rows":|PAR1$/.test(text) }).toEqual({ broke: true, whole: false });
      expect(text).toContain('member.active');
      expect((await request(grapevine.api)).status).toBe(503);
      await clickhouse.start();
    },
    60_000,
  );

  it('does not hold up a stop', async () => {
    const began = performance.now();
    const { text, broke } = await readThrough(async () => {
      expect(await grapevine.stop()).toBe(0);
    });
    expect({ broke, whole: text.includes('export.end') }).toEqual({ broke: true, whole: false });
    expect(performance.now() - began).toBeLessThan(20_000);
  }, 60_000);
});
