import { mkdir, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import type { ExportList, ExportRun, Problem, SavedExport } from '@grapevine/contracts';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import { addWorkspace } from '../support/add-workspace.js';
import type { ApiClient } from '../support/api-client.js';
import { ClickHouseFront } from '../support/clickhouse-front.js';
import { deliveredIn, runsOnce, runToEnd, saveExport, sha256, startRun } from '../support/exporting.js';
import { GrapevineProcess } from '../support/grapevine-process.js';
import { patience } from '../support/patience.js';
import { LOG_DIMENSIONS, randomLog } from '../support/random-log.js';
import { readWithClickHouse } from '../support/table-readers.js';

const { events } = randomLog({
  ...{ seed: 7, timeZone: 'Asia/Kathmandu', from: '2014-01-01', until: '2014-03-31' },
  ...{ emptyMonths: [], events: 6_000 },
});

const FEBRUARY = { start: '2014-02-01', end: '2014-02-28' };
/** Questions, and the address that answers the same. */
const QUESTIONS = [
  [
    'series',
    { metric: 'active_members', grain: 'day', by: 'platform' },
    '/v1/series?metric=active_members&grain=day&by=platform&from=2014-02-01&to=2014-02-28',
  ],
  ['growth', { grain: 'month', by: 'country' }, '/v1/growth?grain=month&by=country&from=2014-02-01&to=2014-02-28'],
  ['retention', { grain: 'day', periods: 5 }, '/v1/retention?grain=day&periods=5&from=2014-02-01&to=2014-02-28'],
  ['power_curve', {}, '/v1/power-curve?as_of=2014-02-28&days=28'],
  ['delivery', { grain: 'day' }, '/v1/delivery?grain=day&from=2014-02-01&to=2014-02-28'],
  [
    'events',
    { type: ['message.sent', 'member.active'] },
    '/v1/events/export?type=message.sent&type=member.active&from=2014-02-01&to=2014-02-28',
  ],
] as const;

const asExport = (of: (typeof QUESTIONS)[number][0], parameters: object) => ({
  question: { of, parameters: { ...parameters } as Record<string, string> },
  range: { kind: 'fixed' as const, from: FEBRUARY.start, to: FEBRUARY.end },
});

const today = (): string => new Date().toLocaleDateString('en-CA', { timeZone: 'Asia/Kathmandu' });
const yesterday = (): string => new Date(Date.parse(today()) - 86_400_000).toISOString().slice(0, 10);

/** An address and its parameters, in any order. */
const partsOf = (address: string): string[] => address.split(/[?&]/).sort();

/** `sealed` says when a number was looked at, not what it is. */
const withoutSealed = (rows: readonly object[]): object[] =>
  rows.map((row) => Object.fromEntries(Object.entries(row).filter(([name]) => name !== 'sealed')));

describe('a saved export', () => {
  let grapevine: GrapevineProcess;
  let clickhouse: ClickHouseFront;
  let api: ApiClient;
  let folder: string;
  const get = async (path: string): Promise<Buffer> => {
    const response = await fetch(api.url + path, { headers: { authorization: `Bearer ${api.key}` } });
    return Buffer.from(await response.arrayBuffer());
  };

  beforeAll(async () => {
    clickhouse = await ClickHouseFront.start();
    grapevine = await GrapevineProcess.start();
    api = grapevine.api;
    const settings = { time_zone: 'Asia/Kathmandu', dimensions: LOG_DIMENSIONS };
    const { body } = await api.request<{ slug: string }>('PATCH', '/v1/workspace', settings);
    folder = join(grapevine.dataDir, 'exports', body.slug);
    await api.sendAll(events);
  }, patience(120_000));
  afterAll(async () => {
    await grapevine?.remove();
    await clickhouse?.remove();
  });

  it('waits for events that were acknowledged before it: none of them is missing', async () => {
    const { id } = await saveExport(api, { name: 'All', ...asExport('events', {}), format: 'ndjson' }, 'all');
    const { manifest, state } = await runToEnd(api, id);
    expect(state).toBe('complete');
    await api.drained();
    // The last line says how many there are.
    const lines = String(await get('/v1/events/export?from=2014-02-01&to=2014-02-28'))
      .trimEnd()
      .split('\n');
    expect(manifest?.rows).toBe(lines.length - 1);
  });

  it.each(QUESTIONS)(
    'of %s is what its address answers, in every format',
    async (of, parameters, address) => {
      const run = async (format: 'csv' | 'ndjson' | 'parquet', compression: 'none' | 'gzip') => {
        const asked = { name: `Of ${of} as ${format}`, ...asExport(of, parameters), format, compression };
        const { id } = await saveExport(api, asked, of);
        const { state, error, manifest } = await runToEnd(api, id);
        expect({ state, error }).toEqual({ state: 'complete', error: null });
        const file = (await deliveredIn(join(folder, of))).find(({ name }) => name === manifest?.file);
        expect(file?.manifest).toEqual(manifest);
        const data = file?.data as Buffer;
        expect(manifest).toMatchObject({ bytes: data.length, sha256: sha256(data), period: FEBRUARY });
        return { data, manifest };
      };
      const asked = (format: string) => get(`${address}&format=${format}`);
      const ndjson = await run('ndjson', 'gzip');
      const lines = String(gunzipSync(ndjson.data)).trimEnd().split('\n');
      const expected = String(await asked('ndjson'))
        .trimEnd()
        .split('\n');
      // The stream's last line says that it is whole; of a file the manifest does.
      if (of === 'events') expected.pop();
      expect(lines.map((line) => JSON.parse(line))).toEqual(withoutSealed(expected.map((line) => JSON.parse(line))));
      expect(ndjson.manifest).toMatchObject({ rows: lines.length, question: { of } });
      expect(partsOf(ndjson.manifest?.question.address as string)).toEqual(partsOf(address));
      const csv = await run('csv', 'none');
      expect(parse(csv.data, { columns: true })).toEqual(withoutSealed(parse(await asked('csv'), { columns: true })));
      expect(csv.manifest?.rows).toBe(lines.length);
      const parquet = await run('parquet', 'none');
      const read = await readWithClickHouse(clickhouse, 'parquet', parquet.data);
      const answer = await readWithClickHouse(clickhouse, 'parquet', await asked('parquet'));
      expect(read.rows).toEqual(withoutSealed(answer.rows));
      expect(parquet.manifest?.schema.map(({ name }) => name)).toEqual(Object.keys(read.types));
    },
    patience(60_000),
  );

  it('gives the same bytes under the same name and key while nothing has changed, and others once something has', async () => {
    for (const format of ['csv', 'parquet'] as const) {
      const { id } = await saveExport(api, { name: 'Again', ...asExport('growth', { grain: 'day' }), format }, format);
      const [first, second] = [await runToEnd(api, id), await runToEnd(api, id, FEBRUARY)];
      expect(second.manifest).toEqual({
        ...first.manifest,
        ...{ run_id: second.id, as_of: second.manifest?.as_of, watermark: second.manifest?.watermark },
        restates: {
          ...{ run_id: first.id, as_of: first.manifest?.as_of, sha256: first.manifest?.sha256 },
          ...{ changed: false, late_days: [], numbers: [] },
        },
      });
      const [before, ...others] = await deliveredIn(join(folder, format));
      expect([before?.manifest.run_id, others]).toEqual([second.id, []]);
      await api.sendAll([
        {
          type: 'member.active',
          member_id: `late ${format}`,
          id: `late ${format}`,
          occurred_at: '2014-02-10T12:00:00Z',
        },
      ]);
      const third = await runToEnd(api, id);
      expect(third.manifest?.file).toBe(first.manifest?.file);
      expect(third.manifest?.sha256).not.toBe(first.manifest?.sha256);
      expect(third.manifest?.idempotency_key).not.toBe(first.manifest?.idempotency_key);
      expect(third.manifest?.period).toEqual(FEBRUARY);
      expect(third.manifest?.restates).toMatchObject({ run_id: second.id, changed: true, late_days: ['2014-02-10'] });
      const [after] = await deliveredIn(join(folder, format));
      expect(sha256(after?.data as Buffer)).toBe(third.manifest?.sha256);
      expect((await readdir(join(folder, format))).sort()).toEqual([
        `${third.manifest?.file}`,
        `${third.manifest?.file}.manifest.json`,
      ]);
    }
  });

  it('since its last run sends every day once, and nothing where no day has ended since', async () => {
    const range = { kind: 'since_last_run', from: '2014-01-01' } as const;
    const { id } = await saveExport(
      api,
      { name: 'Each day once', question: { of: 'events', parameters: {} }, range },
      'since',
    );
    const started = await Promise.all([startRun(api, id), startRun(api, id)]);
    expect(started.map(({ period }) => period)).toEqual([null, null]);
    const runs = await runsOnce(api, id, (all) => all.every(({ state }) => ['complete', 'skipped'].includes(state)));
    expect(runs.map(({ state, period }) => [state, period])).toEqual([
      ['skipped', null],
      ['complete', { start: '2014-01-01', end: yesterday() }],
    ]);
    const ahead = await api.request<Problem>('POST', `/v1/exports/${id}/runs`, {
      period: { start: today(), end: today() },
    });
    expect([ahead.status, ahead.body.errors?.[0]?.parameter]).toEqual([422, 'period']);
  });

  it('tries a destination with the first rows, at once, and what follows is as if nothing had been sent', async () => {
    const question = { of: 'events' as const, parameters: {} };
    const range = { kind: 'since_last_run', from: '2014-02-01' } as const;
    const { id } = await saveExport(api, { name: 'Tried', question, range, format: 'ndjson' }, 'tried');
    const tests = [await runToEnd(api, id, FEBRUARY, true), await runToEnd(api, id, undefined, true)];
    expect(tests.map(({ state, test, period }) => [state, test, period?.end])).toEqual([
      ['complete', true, FEBRUARY.end],
      ['complete', true, yesterday()],
    ]);
    const [tried] = await deliveredIn(join(folder, 'tried'));
    expect([tried?.name, tried?.manifest.rows]).toEqual(['test_tried_2014-02-01_2014-02-28.ndjson', 100]);
    expect([tried?.manifest.test, tried?.manifest.sha256]).toEqual([true, sha256(tried?.data as Buffer)]);
    expect(await api.get<ExportRun>(`/v1/export-runs/${tests[0]?.id}`)).toEqual(tests[0]);
    const real = await runToEnd(api, id);
    expect(real.period).toEqual({ start: '2014-02-01', end: yesterday() });
    const february = await runToEnd(api, id, FEBRUARY);
    expect(february.manifest?.restates).toBeNull();
    const files = await deliveredIn(join(folder, 'tried'));
    const whole = files.find(({ manifest }) => manifest.run_id === february.id);
    // Its first lines are those that were tried.
    expect(String(whole?.data).startsWith(String(tried?.data))).toBe(true);
    expect(whole?.manifest).toMatchObject({ test: false, file: 'tried_2014-02-01_2014-02-28.ndjson' });
  });

  it('of few rows has another key than its test, which a receiver may have seen', async () => {
    const { id } = await saveExport(api, { name: 'Few', ...asExport('growth', {}), format: 'csv' }, 'few');
    const [test, real] = [await runToEnd(api, id, undefined, true), await runToEnd(api, id)];
    expect(test.manifest?.sha256).toBe(real.manifest?.sha256);
    expect(test.manifest?.idempotency_key).not.toBe(real.manifest?.idempotency_key);
  });

  it('that is tried where it cannot be delivered fails at once, though a run would be tried again', async () => {
    const { id } = await saveExport(api, { name: 'Tried', ...asExport('growth', {}) }, 'tried-way');
    await mkdir(join(folder, 'tried-way', 'test_tried-2_2014-02-01_2014-02-28.csv', 'something'), { recursive: true });
    const { state, attempts, error } = await runToEnd(api, id, undefined, true);
    expect([state, attempts, error]).toEqual([
      'failed',
      1,
      expect.stringMatching(/^The folder cannot be written to: /),
    ]);
  });

  it('tries again while that can help, in the order of the runs, and says in plain words what it met', async () => {
    const { id, file_prefix } = await saveExport(api, { name: 'In the way', ...asExport('growth', {}) }, 'way');
    expect(file_prefix).toBe('in-the-way');
    const inTheWay = join(folder, 'way', 'in-the-way_2014-02-01_2014-02-28.csv');
    await mkdir(join(inTheWay, 'something'), { recursive: true });
    const first = await startRun(api, id);
    const second = await startRun(api, id);
    const failed = await runsOnce(api, id, ([, run]) => run?.state === 'retrying');
    expect(failed.map(({ state, attempts, error }) => ({ state, attempts, error }))).toEqual([
      { state: 'waiting', attempts: 0, error: null },
      { state: 'retrying', attempts: 1, error: expect.stringMatching(/^The folder cannot be written to: /) },
    ]);
    await rm(inTheWay, { recursive: true });
    const done = await runsOnce(api, id, (runs) => runs.every(({ state }) => state === 'complete'));
    expect(done.map((run) => [run.id, run.error])).toEqual([
      [second.id, null],
      [first.id, null],
    ]);
    expect(done[1]?.attempts).toBeGreaterThan(1);
  });

  it('never writes outside of its root, nor over a file of something else', async () => {
    await mkdir(join(grapevine.dataDir, 'elsewhere'));
    await symlink(join(grapevine.dataDir, 'elsewhere'), join(folder, 'link'));
    await writeFile(join(folder, 'file'), 'of somebody');
    const failsIn = async (path: string): Promise<ExportRun> => {
      const { id } = await saveExport(api, { name: `Into ${path}`, ...asExport('growth', {}) }, path);
      return runToEnd(api, id);
    };
    expect(await failsIn('link')).toMatchObject({
      ...{ state: 'failed', attempts: 1, manifest: null, delivered_to: null },
      error: 'The folder default/link leads out of the root for exports.',
    });
    expect(await failsIn('file/below')).toMatchObject({ state: 'failed', error: 'One of the folders is a file.' });
    expect(await readdir(join(grapevine.dataDir, 'elsewhere'))).toEqual([]);
    expect(await readFile(join(folder, 'file'), 'utf8')).toBe('of somebody');
    for (const path of ['../out', '/etc', 'a/../b', 'a//b', '.hidden', 'a\\b', 'a b']) {
      const request = { name: 'x', ...asExport('growth', {}), destination: { kind: 'folder', path } };
      expect([path, (await api.request('POST', '/v1/exports', request)).status]).toEqual([path, 422]);
    }
  });

  it('is refused where no run of it could succeed, with what is wrong', async () => {
    const good = { name: 'Refused', ...asExport('growth', {}), destination: { kind: 'folder' as const, path: '' } };
    const refused: [object, string, RegExp][] = [
      [{ question: { of: 'growth', parameters: { grain: 'hour' } } }, 'grain', /one of day, week/],
      [{ question: { of: 'growth', parameters: { from: '2014-01-01' } } }, 'from', /not known here/],
      [{ question: { of: 'growth', parameters: { by: 'shoe_size' } } }, 'by', /not a dimension/],
      [{ question: { of: 'series', parameters: { metric: 'happiness' } } }, 'metric', /one of/],
      [{ question: { of: 'weather' } }, 'question.of', /one of series/],
      [{ format: 'parquet', compression: 'gzip' }, 'compression', /compressed within/],
      [{ range: { kind: 'previous', grain: 'day', count: 28 } }, 'range', /does not consist of/],
      [{ range: { kind: 'fixed', from: '2014-02-02', to: '2014-02-28' } }, 'range', /not the first day of a month/],
      [
        { range: { kind: 'since_last_run', from: '2014-01-01' }, incomplete_periods: true },
        'range',
        /never be completed/,
      ],
      ...[
        { kind: 'previous', grain: 'year', count: 1_000 },
        { kind: 'since_last_run', from: '0001-01-01' },
        { kind: 'fixed', from: '2001-01-01', to: '2013-12-31' },
      ].map((range): [object, string, RegExp] => [
        { question: { of: 'series', parameters: { metric: 'active_members', grain: 'day' } }, range },
        'range',
        /more than 4000 periods/,
      ]),
      [{ file_prefix: 'Über' }, 'file_prefix', /small letters/],
    ];
    for (const [change, parameter, message] of refused) {
      const { status, body } = await api.request<Problem>('POST', '/v1/exports', { ...good, ...change });
      expect([change, status, body.errors]).toEqual([
        ...[change, 422],
        expect.arrayContaining([expect.objectContaining({ parameter, message: expect.stringMatching(message) })]),
      ]);
    }
    const { id } = await saveExport(api, { ...good, range: { kind: 'previous', grain: 'month', count: 1 } });
    const next = { start: '2099-01-01', end: '2099-01-31' };
    const early = await api.request<Problem>('POST', `/v1/exports/${id}/runs`, { period: next });
    expect([early.status, early.body.code]).toEqual([409, 'period_not_over']);
    const taken = await api.request<Problem>('POST', '/v1/exports', { ...good, file_prefix: 'refused' });
    expect([taken.status, taken.body.code]).toEqual([409, 'file_prefix_taken']);
    expect((await api.request('DELETE', `/v1/exports/${id}`)).status).toBe(204);
    expect((await api.request('GET', `/v1/exports/${id}`)).status).toBe(404);
    expect((await api.request('POST', `/v1/exports/${id}/runs`)).status).toBe(404);
  });

  it('changes, and keeps the names of its files', async () => {
    const saved = await saveExport(api, { name: 'Before', ...asExport('growth', {}) }, 'changed');
    const path = `/v1/exports/${saved.id}`;
    const { body } = await api.request('PATCH', path, { name: 'After', compression: 'gzip' });
    expect(body).toEqual({ ...saved, name: 'After', compression: 'gzip', updated_at: expect.any(String) });
    expect((await api.request('PATCH', path, { format: 'parquet' })).status).toBe(422);
    expect((await runToEnd(api, saved.id)).manifest).toMatchObject({
      export: { name: 'After' },
      file: 'before_2014-02-01_2014-02-28.csv.gz',
    });
  });

  it('may be of any number of days as the raw log, and of periods once its next run is of few', async () => {
    const range = { kind: 'since_last_run', from: '0001-01-01' } as const;
    const log = { of: 'events' as const, parameters: { type: 'message.sent' } };
    const { id } = await saveExport(api, { name: 'From the first day', question: log, range }, 'first-day');
    const byDay = { question: { of: 'growth', parameters: { grain: 'day' } } };
    const refused = await api.request<Problem>('PATCH', `/v1/exports/${id}`, byDay);
    expect([refused.status, refused.body.errors?.[0]?.parameter]).toEqual([422, 'range']);
    expect((await runToEnd(api, id)).state).toBe('complete');
    expect((await api.request('PATCH', `/v1/exports/${id}`, byDay)).status).toBe(200);
  });

  it('keeps every one of the changes that are made at once, and no two that go together with neither', async () => {
    const schedule = { kind: 'monthly', day: 1, time: '06:30' } as const;
    const { id } = await saveExport(api, { name: 'At once', ...asExport('growth', {}), schedule }, 'at-once');
    const change = async (body: object) => (await api.request('PATCH', `/v1/exports/${id}`, body)).status;
    for (let round = 1; round <= 5; round++) {
      const changes = [
        { paused: round % 2 === 1 },
        { name: `At once ${round}` },
        { schedule: { ...schedule, day: round } },
        { range: { kind: 'previous', grain: 'month', count: round } },
        { incomplete_periods: round % 2 === 1 },
        { alert: round % 2 === 1 ? { kind: 'webhook', url: 'https://example.com', secret: 'x'.repeat(16) } : null },
      ];
      expect(await Promise.all(changes.map(change))).toEqual(changes.map(() => 200));
      const { alert, ...others } = Object.assign({}, ...changes);
      const saved = await api.get<SavedExport>(`/v1/exports/${id}`);
      expect(saved).toMatchObject(others);
      expect(saved.alert?.kind).toBe(alert?.kind);
      // Each of them is good for what the export is by now, both are not.
      const together = await Promise.all([{ format: 'parquet' }, { compression: 'gzip' }].map(change));
      expect(together.sort()).toEqual([200, 422]);
      expect(await change({ format: 'csv', compression: 'none' })).toBe(200);
    }
  });

  it('that cannot be asked any more is still renamed, paused and scheduled, and is mended or refused by what it asks', async () => {
    const parameters = { grain: 'month', by: 'plan' };
    // Without events, so that its dimensions change at once.
    const other = api.as(await addWorkspace(grapevine.dataDir, { dimensions: ['plan'] }));
    const { id } = await saveExport(other, { name: 'By plan', ...asExport('growth', parameters) });
    const change = (body: object) => other.request<SavedExport & Problem>('PATCH', `/v1/exports/${id}`, body);
    expect((await other.request('PATCH', '/v1/workspace', { dimensions: ['platform'] })).status).toBe(200);
    const schedule = { kind: 'daily', time: '06:30' };
    for (const good of [
      { paused: true },
      { name: 'By a plan that is gone' },
      { schedule },
      { schedule: null },
      { send_corrections: true },
      { destination: { kind: 'folder', path: 'elsewhere' } },
      // As a form sends what was not touched.
      { name: 'The same', question: { of: 'growth', parameters }, format: 'csv' },
    ]) {
      const { status, body } = await change(good);
      expect([status, body]).toEqual([200, expect.objectContaining(good)]);
    }
    for (const [wrong, parameter] of [
      [{ compression: 'gzip' }, 'by'],
      [{ paused: false, schedule: { kind: 'cron', expression: '0 0 30 2 *' } }, 'schedule.expression'],
    ] as const) {
      const { status, body } = await change(wrong);
      expect([status, body.errors?.[0]?.parameter]).toEqual([422, parameter]);
    }
    expect(await change({})).toMatchObject({
      status: 200,
      body: { paused: true, compression: 'none', schedule: null },
    });
    expect((await change({ question: { of: 'growth', parameters: { grain: 'month' } } })).status).toBe(200);
  });

  it('says in the list how the last run of each went, but for those of backfills', async () => {
    const { id, last_run } = await saveExport(api, { name: 'At a glance', ...asExport('growth', {}) }, 'glance');
    expect(last_run).toBeNull();
    const { state, period, error, created_at, finished_at } = await runToEnd(api, id);
    await api.request('POST', `/v1/exports/${id}/backfills`, { from: '2014-01-01', to: '2014-02-28' });
    await runsOnce(api, id, (runs) => runs.length === 3 && runs.every((run) => run.state === 'complete'));
    const { data } = await api.get<ExportList>('/v1/exports?limit=1000');
    const shown = data.find((one) => one.id === id)?.last_run;
    expect(shown).toEqual({ id: expect.any(String), state, period, error, created_at, finished_at });
    expect(shown?.state).toBe('complete');
  });

  it('leaves nothing behind in the place where files are made', async () => {
    expect(await readdir(join(grapevine.dataDir, 'export-spool'))).toEqual([]);
  });
});
