import type { GrowthAnswer, KeyList, Problem, RestatementList, Workspace } from '@grapevine/contracts';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import { addWorkspace } from '../support/add-workspace.js';
import type { ApiClient } from '../support/api-client.js';
import { ClickHouseFront } from '../support/clickhouse-front.js';
import { queryDatabase } from '../support/embedded-access.js';
import { GrapevineProcess } from '../support/grapevine-process.js';
import { patience } from '../support/patience.js';
import { type ReadRow, readWithArrow, readWithClickHouse } from '../support/table-readers.js';

/** What a spreadsheet would run, what CSV must quote, and what it must leave alone. */
const SOURCES = ['organic', '=1+1', '-5', '+49', '@sum', '\tx', 'a,b "c"', 'naïve 🍇'];
const DAYS = ['2013-01-05', '2013-01-20', '2013-02-03', '2013-02-14', '2013-03-01', '2013-03-31'];

const at = (day: string, hour: number) => `${day}T${String(hour).padStart(2, '0')}:00:00.007Z`;
const EVENTS = DAYS.flatMap((day, i) =>
  SOURCES.flatMap((source, j) => {
    const [member_id, message_id] = [`member ${(i + j) % 9}`, `${day} ${j}`];
    const sent = { type: 'message.sent', member_id, message_id, channel: 'sms', occurred_at: at(day, j) };
    const delivered = { type: 'message.delivered', message_id, channel: 'sms', occurred_at: at(day, j + 1 + (i % 3)) };
    return [
      {
        type: 'member.active',
        id: `a${i}-${j}`,
        member_id,
        source,
        properties: { plan: 'pro' },
        occurred_at: at(day, j),
      },
      { type: 'member.signed_up', id: `s${i}-${j}`, member_id, source, occurred_at: at(day, j) },
      ...(j % 2 === 0 ? [sent] : [sent, delivered]),
    ];
  }),
);

const RANGE = 'from=2013-01-01&to=2013-04-30';
const QUESTIONS = [
  `/v1/series?metric=active_members&by=source&compare=previous_period&${RANGE}`,
  `/v1/series?metric=stickiness&${RANGE}`,
  `/v1/series?metric=net_new&grain=week&from=2012-12-01&to=2013-05-31`,
  `/v1/series?metric=delivery_rate&by=channel&${RANGE}`,
  `/v1/growth?by=source&${RANGE}`,
  '/v1/retention?periods=4&from=2012-12-01&to=2013-05-31',
  '/v1/power-curve?as_of=2013-03-31&days=60',
  `/v1/delivery?grain=month&by=channel&${RANGE}`,
  '/v1/metrics',
  '/v1/restatements',
  '/v1/exclusions',
  '/v1/exclusions/members',
  '/v1/rebuilds',
  '/v1/dead-letters',
  '/v1/annotations',
  '/v1/keys',
  '/v1/people',
  '/v1/events/export',
] as const;

/** Lists and maps have no columns of their own. */
const isMap = (name: string): boolean => name === 'properties';

/** A row of JSON as one of a table, worked out without the product's own description of it. */
function flat(row: object, above = ''): ReadRow {
  return Object.fromEntries(
    Object.entries(row).flatMap(([key, value]) => {
      const name = above + key;
      if (Array.isArray(value) || isMap(name)) return [[name, JSON.stringify(value)]];
      return typeof value === 'object' && value !== null ? Object.entries(flat(value, `${name}_`)) : [[name, value]];
    }),
  );
}

/** Of retention one row for each cohort and offset. */
const rowsOf = (path: string, data: readonly object[]): ReadRow[] =>
  path.startsWith('/v1/retention')
    ? data.flatMap((row) => {
        const { retained, ...cohort } = row as { retained: (number | null)[] };
        return retained.map((members, offset) => ({ ...cohort, retained: members, offset }));
      })
    : data.map((row) => flat(row));

const withoutNulls = (rows: readonly ReadRow[]) =>
  rows.map((row) => Object.fromEntries(Object.entries(row).filter(([, value]) => value !== null)));

describe('answers in every format', () => {
  let grapevine: GrapevineProcess;
  let clickhouse: ClickHouseFront;
  let api: ApiClient;
  /** Another workspace, where numbers are sealed at once. */
  let restated: ApiClient;
  /** A third one, whose definition was changed. */
  let rebuilt: ApiClient;

  beforeAll(async () => {
    clickhouse = await ClickHouseFront.start();
    grapevine = await GrapevineProcess.start({ environment: { GRAPEVINE_SEAL_SECONDS: '1' } });
    const dimensions = ['platform', 'source', 'plan'];
    const workspace = async () =>
      grapevine.api.as(await addWorkspace(grapevine.dataDir, { timeZone: 'Asia/Kathmandu', dimensions }));
    [api, restated, rebuilt] = [await workspace(), await workspace(), await workspace()];
    await api.sendAll(EVENTS);
    await api.request('POST', '/v1/exclusions', {
      member_ids: ['member 8'],
      segments: [{ dimension: 'source', value: 'paid:bots' }],
      reason: '=spam, "quoted"\nand more',
    });
    await fillLists();
    await rebuilt.sendAll(EVENTS.slice(0, 1));
    await rebuilt.drained();
    await rebuilt.request('PATCH', '/v1/workspace', { activity_types: ['message.sent'], rebuild: true });
    await restated.request('PATCH', '/v1/workspace', { seal_grace_hours: 0 });
    await restated.sendAll(EVENTS.slice(0, 1));
    await restated.drained();
    await until('sealed', async () => {
      const { data } = await restated.get<GrowthAnswer>('/v1/growth?grain=year&from=2013-01-01&to=2013-12-31');
      return data.every((row) => row.sealed);
    });
    await restated.sendAll([{ ...EVENTS[0], id: 'late', member_id: 'another' }]);
    await until('restated', async () => {
      const { data } = await restated.get<RestatementList>('/v1/restatements');
      return data.some(({ grain }) => grain === 'year');
    });
  }, patience(180_000));
  afterAll(async () => {
    await grapevine?.remove();
    await clickhouse?.remove();
  });

  const get = (path: string, headers: Record<string, string> = {}): Promise<Response> => {
    const { key } = path.startsWith('/v1/restatements') ? restated : path.startsWith('/v1/rebuilds') ? rebuilt : api;
    return fetch(api.url + path, { headers: { authorization: `Bearer ${key}`, ...headers } });
  };
  /** Some of each list that no event fills. */
  async function fillLists(): Promise<void> {
    await api.request('POST', '/v1/annotations', { date: '2013-02-01', text: '@noon, a "release"' });
    await api.request('POST', '/v1/keys', { name: '=cmd()', scopes: ['read', 'ingest'] });
    const { id } = await api.get<Workspace>('/v1/workspace');
    await queryDatabase(
      grapevine.dataDir,
      `INSERT INTO people (id, workspace_id, email, password_hash) VALUES (gen_random_uuid(), $1, '+ann@example.org', 'none')`,
      [id],
    );
    await queryDatabase(
      grapevine.dataDir,
      `INSERT INTO dead_letters (id, workspace_id, batch_id, reason, detail, event, expires_at)
       VALUES (gen_random_uuid(), $1, '-1', 'malformed', 'a damaged row', '["nothing"]', now() + interval '1 day')`,
      [id],
    );
  }
  const as = (path: string, format: string): string => `${path}${path.includes('?') ? '&' : '?'}format=${format}`;
  const bytesOf = async (response: Response): Promise<Buffer> => Buffer.from(await response.arrayBuffer());

  async function until(what: string, holds: () => Promise<boolean>): Promise<void> {
    const deadline = Date.now() + patience(60_000);
    while (!(await holds())) {
      if (Date.now() > deadline) throw new Error(`Not ${what} within a minute.`);
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
  }
  /** The answer in all formats while it does not change: sealing may be under way. */
  async function inAllFormats(path: string): Promise<{ data: object[]; formats: Record<string, Response> }> {
    for (;;) {
      const formats: Record<string, Response> = {};
      const before = await (await get(as(path, 'json'))).text();
      for (const format of ['csv', 'ndjson', 'parquet', 'arrow']) formats[format] = await get(as(path, format));
      const { data } = JSON.parse(before) as { data: object[] };
      const after = (await (await get(as(path, 'json'))).json()) as { data: object[] };
      if (JSON.stringify(after.data) === JSON.stringify(data)) return { data, formats };
    }
  }

  it.each(QUESTIONS)(
    'are equal, as others read them: %s',
    async (path) => {
      const { data, formats } = await inAllFormats(path);
      const rows = rowsOf(path, data);
      expect(rows.length).toBeGreaterThan(0);
      const bodies = Object.fromEntries(
        await Promise.all(Object.entries(formats).map(async ([name, one]) => [name, await bytesOf(one)] as const)),
      ) as Record<string, Buffer>;
      const expected = withoutNulls(rows);
      const parquet = await readWithClickHouse(clickhouse, 'parquet', bodies.parquet as Buffer);
      expect(withoutNulls(parquet.rows)).toEqual(expected);
      const columns = Object.keys(parquet.types);
      for (const row of rows) expect(columns).toEqual(expect.arrayContaining(Object.keys(row)));
      const arrow = readWithArrow(bodies.arrow as Buffer);
      expect(Object.keys(arrow.types)).toEqual(columns);
      expect(withoutNulls(arrow.rows)).toEqual(expected);
      const arrowAgain = await readWithClickHouse(clickhouse, 'arrow', bodies.arrow as Buffer);
      expect(arrowAgain).toEqual(parquet);
      const lines = String(bodies.ndjson).trimEnd().split('\n');
      if (path === '/v1/events/export')
        expect(JSON.parse(lines.pop() as string)).toEqual({ type: 'export.end', events: rows.length });
      const ndjson = lines.map((line) => JSON.parse(line) as object);
      expect(withoutNulls(ndjson.map((row) => flat(row)))).toEqual(expected);
      for (const row of ndjson) expect(Object.keys(row).sort()).toEqual([...columns].sort());
      const csv = await readWithClickHouse(clickhouse, 'csv', bodies.csv as Buffer, parquet.types);
      // A text cell that begins like a formula has an apostrophe before it.
      const safe = expected.map((row) =>
        Object.fromEntries(
          Object.entries(row).map(([name, value]) => [
            name,
            typeof value === 'string' ? value.replace(/^[=+\-@\t\r]/, "'$&") : value,
          ]),
        ),
      );
      expect(withoutNulls(csv.rows)).toEqual(safe);
      expect(parse(bodies.csv as Buffer, { columns: false })[0]).toEqual(columns);
      if (path === '/v1/events/export') return;
      for (const one of Object.values(formats)) expect(one.headers.get('grapevine-rows')).toBe(String(rows.length));
    },
    patience(60_000),
  );

  it('are typed: dates, integers and times are what they are, in UTC', async () => {
    const typesOf = async (path: string) =>
      (await readWithClickHouse(clickhouse, 'parquet', await bytesOf(await get(as(path, 'parquet'))))).types;
    expect(await typesOf(QUESTIONS[0])).toEqual({
      ...{ period: 'String', start: 'Date32', end: 'Date32', value: 'Nullable(Int64)' },
      ...{ complete: 'Bool', sealed: 'Bool', segment: 'Nullable(String)', total: 'Nullable(Int64)' },
      ...{ compare_period: 'Nullable(String)', compare_start: 'Nullable(Date32)', compare_end: 'Nullable(Date32)' },
      ...{
        compare_value: 'Nullable(Int64)',
        compare_change: 'Nullable(Float64)',
        compare_difference: 'Nullable(Int64)',
      },
    });
    expect(await typesOf(QUESTIONS[1])).toMatchObject({ value: 'Nullable(Float64)' });
    expect(await typesOf('/v1/events/export')).toMatchObject({
      ...{ occurred_at: "DateTime64(3, 'UTC')", day: 'Date32', member_no: 'Nullable(Int64)', properties: 'String' },
    });
    const { types, metadata } = readWithArrow(await bytesOf(await get(as(QUESTIONS[0], 'arrow'))));
    expect(types).toMatchObject({ start: 'Date32<DAY>', value: 'Int64', complete: 'Bool', compare_change: 'Float64' });
    expect(Object.fromEntries(metadata)).toMatchObject({
      ...{ metric: 'active_members', 'definition.id': 'active_members', 'definition.version': '1', unit: 'members' },
      ...{ time_zone: 'Asia/Kathmandu', 'range.start': '2013-01-01', 'range.end': '2013-04-30', exact: 'true' },
      ...{
        data_through: '2013-03-31',
        definition_version: '1',
        activity_types: expect.stringContaining('["member.active"'),
      },
    });
  });

  it('as CSV: text by text', async () => {
    const response = await get(
      `/v1/series?metric=active_members&by=source&limit=2&from=2013-01-01&to=2013-01-31&format=csv`,
    );
    expect(response.headers.get('content-type')).toBe('text/csv; charset=utf-8');
    const [header, ...rows] = (await response.text()).split('\n');
    expect(header).toBe('period,start,end,value,complete,sealed,segment,total');
    expect(rows.pop()).toBe('');
    for (const row of rows) expect(row).toMatch(/^2013-01,2013-01-01,2013-01-31,\d+,true,false,[^,]+,\d+$/);
    const meta = JSON.parse(response.headers.get('grapevine-meta') ?? '') as object;
    expect(meta).toMatchObject({ metric: 'active_members', time_zone: 'Asia/Kathmandu', 'definition.version': '1' });
  });

  it('of a list say where its next page begins, in every format', async () => {
    const { next } = await api.get<KeyList>('/v1/keys?limit=1');
    expect(next).toEqual(expect.any(String));
    for (const format of ['csv', 'ndjson', 'parquet', 'arrow']) {
      const metaOf = async (page: string): Promise<object> => {
        const response = await get(`/v1/keys?limit=1&format=${format}${page}`);
        return JSON.parse(response.headers.get('grapevine-meta') ?? '') as object;
      };
      expect([format, await metaOf('')]).toEqual([format, { next }]);
      expect([format, await metaOf(`&after=${next}`)]).toEqual([format, { next: 'null' }]);
    }
  });

  it('come by Accept as well; the parameter goes first', async () => {
    const typeFor = async (path: string, accept: string) => (await get(path, { accept })).headers.get('content-type');
    expect(await typeFor('/v1/metrics', 'text/csv')).toBe('text/csv; charset=utf-8');
    expect(await typeFor('/v1/metrics', 'text/html, */*;q=0.5')).toBe('application/json; charset=utf-8');
    expect(await typeFor('/v1/metrics', 'application/vnd.apache.parquet, text/csv;q=0.9')).toBe(
      'application/vnd.apache.parquet',
    );
    expect(await typeFor('/v1/metrics?format=ndjson', 'text/csv')).toBe('application/x-ndjson; charset=utf-8');
    expect(await typeFor('/v1/events/export', '*/*')).toBe('application/x-ndjson; charset=utf-8');
    expect(await typeFor('/v1/events/export', 'application/vnd.apache.arrow.stream')).toBe(
      'application/vnd.apache.arrow.stream',
    );
  });

  it('are refused in others, with those that there are', async () => {
    for (const path of QUESTIONS) {
      const accept = await get(path, { accept: 'text/html' });
      expect({ path, status: accept.status }).toEqual({ path, status: 406 });
      expect(((await accept.json()) as Problem).errors?.[0]?.allowed).toContain('application/vnd.apache.parquet');
      const format = await get(as(path, 'xlsx'));
      expect({ path, status: format.status }).toEqual({ path, status: 422 });
      const allowed = ['json', 'csv', 'ndjson', 'parquet', 'arrow'];
      expect(((await format.json()) as Problem).errors).toEqual([
        expect.objectContaining({ parameter: 'format', allowed }),
      ]);
    }
  });

  it.each(['gzip', 'br', 'deflate, gzip;q=0.5'])(
    'are compressed for who takes %s, and say what they vary by',
    async (encoding) => {
      for (const path of [as(QUESTIONS[0], 'json'), as(QUESTIONS[0], 'csv'), as('/v1/events/export', 'arrow')]) {
        const [plain, compressed] = [
          await get(path, { 'accept-encoding': 'identity' }),
          await get(path, { 'accept-encoding': encoding }),
        ];
        expect(plain.headers.get('content-encoding')).toBeNull();
        expect(compressed.headers.get('content-encoding')).toBe(encoding.split(/[,;]/)[0]);
        for (const one of [plain, compressed])
          expect(one.headers.get('vary')).toBe('accept, accept-encoding, grapevine-workspace');
        expect((await bytesOf(compressed)).length).toBe((await bytesOf(plain)).length);
      }
      // Parquet is compressed within, and what is tiny stays as it is.
      for (const path of [as('/v1/metrics', 'parquet'), as('/v1/exclusions', 'csv')]) {
        expect((await get(path, { 'accept-encoding': encoding })).headers.get('content-encoding')).toBeNull();
      }
    },
  );

  it.each([
    ['br;q=0, gzip;q=0.1', 'gzip'],
    ['gzip;q=0.2, br;q=0.9', 'br'],
    ['gzip;q=0, br;q=0, deflate;q=0, zstd;q=0', null],
    ['*;q=0', null],
    ['snappy', null],
  ])('are compressed as Accept-Encoding: %s weighs it', async (accepted, encoding) => {
    const response = await get(as(QUESTIONS[0], 'csv'), { 'accept-encoding': accepted });
    expect([response.status, response.headers.get('content-encoding')]).toEqual([200, encoding]);
    expect((await bytesOf(response)).length).toBeGreaterThan(1_024);
  });
});
