import type { KeyList, SeriesAnswer, Workspace } from '@grapevine/contracts';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { addWorkspace } from '../support/add-workspace.js';
import type { ApiClient } from '../support/api-client.js';
import { ClickHouseFront } from '../support/clickhouse-front.js';
import { collegeMsgEvents, readCollegeMsg } from '../support/college-msg.js';
import { queryDatabase } from '../support/embedded-access.js';
import { GrapevineProcess } from '../support/grapevine-process.js';
import { patience } from '../support/patience.js';
import { describeWith, pathOf } from '../support/requirements.js';
import { type CommandOutcome, runCommand } from '../support/run-command.js';
import { ACTIVITY, WITH_ONE_MORE_IN_MAY, WITHOUT_CLEO_ON_3_MAY } from '../support/wrong-numbers.js';

interface Difference {
  readonly endpoint: string;
  readonly question: string;
  readonly place: string;
  readonly field: string;
  readonly told: number | null;
  readonly recomputed: number | null;
}

interface Result {
  readonly numbers: number;
  readonly numbers_by_endpoint: Readonly<Record<string, number>>;
  readonly events: number;
  readonly differences: readonly Difference[];
}

/** As an operator runs it on the machine of the server; asking a sample of all that it could, so that it takes its time from no other test. */
const audit = ({ dataDir, port }: GrapevineProcess, ...args: string[]): Promise<CommandOutcome> =>
  runCommand('audit', ['--breadth', 'sample', ...args], { DATA_DIR: dataDir, PORT: String(port) });

/** Sealing looks for quiet periods every second. */
const SEALING = { GRAPEVINE_SEAL_SECONDS: '1' };

/** Waits until every month of a metric is a stored number. */
async function sealed(api: ApiClient, metric: string, range: string): Promise<void> {
  for (const deadline = Date.now() + 120_000; Date.now() < deadline; ) {
    const { data } = await api.get<SeriesAnswer>(`/v1/series?metric=${metric}&grain=month&${range}`);
    if (data.every((point) => point.sealed)) return;
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
  throw new Error('The numbers were not sealed.');
}

describeWith(['data'], 'the audit of real messages', () => {
  let grapevine: GrapevineProcess;
  beforeAll(async () => {
    grapevine = await GrapevineProcess.start({ environment: SEALING });
    const { api } = grapevine;
    await api.request('PATCH', '/v1/workspace', {
      ...{ activity_types: ['message.sent'], dimensions: ['platform'], seal_grace_hours: 0 },
    });
    await api.sendAll(collegeMsgEvents(readCollegeMsg(pathOf('data'))), 5_000, 2);
    await api.drained();
    await sealed(api, 'active_members', 'from=2004-04-15&to=2004-10-26');
  }, patience(300_000));
  afterAll(() => grapevine?.remove());

  it(
    'finds no difference, sealed numbers included, says how many it compared, and leaves no key behind',
    async () => {
      const { code, stdout, stderr } = await audit(grapevine, '--workspace', 'default');
      expect({ code, stdout }).toMatchObject({
        code: 0,
        stdout: expect.stringMatching(
          /^Workspace default: \d{2,3},\d{3} numbers compared with a recomputation from 59,835 events: no difference\.\n/,
        ),
      });
      for (const endpoint of ['/v1/series', '/v1/growth', '/v1/retention', '/v1/power-curve', '/v1/delivery']) {
        expect(stdout).toMatch(new RegExp(`${endpoint} +[1-9][\\d,]+\\n`));
      }
      expect(stderr).not.toMatch(/\n\s+at /);
      const { data } = await grapevine.api.get<KeyList>('/v1/keys');
      expect(data.map(({ name }) => name)).toEqual(['bootstrap']);
    },
    patience(300_000),
  );
});

/** Members who are excluded, one by name and one by a platform. */
const EXCLUDED = [
  ['spammer', 'android', '2004-05-20'],
  ['tester', 'test', '2004-06-12'],
  ['tester', 'android', '2004-06-20'],
] as const;
const LOG = [...ACTIVITY, ...EXCLUDED];
const RANGE = 'from=2004-04-15&to=2004-06-20';

/** Half past midnight there is the evening before in UTC. */
const EVENTS = LOG.map(([member_id, platform, day]) => ({
  ...{ type: 'member.active', member_id, platform, occurred_at: `${day}T00:30:00+05:45` },
}));

/** A workspace with the log, in which some members are excluded. */
async function workspaceOn(
  grapevine: GrapevineProcess,
  settings: object = {},
): Promise<{ api: ApiClient; id: number }> {
  const options = { timeZone: 'Asia/Kathmandu', dimensions: ['platform'] };
  const api = grapevine.api.as(await addWorkspace(grapevine.dataDir, options));
  await api.request('PATCH', '/v1/workspace', settings);
  await api.sendAll(EVENTS);
  await api.drained();
  const out = { member_ids: ['spammer'], segments: [{ dimension: 'platform', value: 'test' }], reason: 'not people' };
  expect((await api.request('POST', '/v1/exclusions', out)).status).toBe(200);
  const { id } = await api.get<Workspace>('/v1/workspace');
  return { api, id };
}

/** Always the same questions. */
async function resultOf(grapevine: GrapevineProcess, id: number): Promise<Result & { code: number | null }> {
  const { code, stdout, stderr } = await audit(grapevine, '--workspace', String(id), '--json', '--seed', '7');
  if (stdout === '') throw new Error(stderr);
  return { code, ...(JSON.parse(stdout) as Result) };
}

/** Differences that follow from the wrong sets alone, whatever questions were drawn. */
const isPlain = ({ question, field }: Difference): boolean => {
  const asked = new URLSearchParams(question);
  const isDrawn = asked.has('filter') || asked.has('over') || field.startsWith('compare.');
  return !isDrawn && (!asked.has('cohort') || ['month', 'week'].includes(asked.get('grain') ?? ''));
};

/** `metric grain place field told recomputed` of differences, in order. */
const named = (differences: readonly Difference[]): string[] =>
  differences
    .map(({ endpoint, question, place, field, told, recomputed }) => {
      const asked = new URLSearchParams(question);
      const window = asked.get('window') ?? 'calendar';
      const subject = [asked.get('metric') ?? endpoint, asked.get('cohort'), asked.get('mode')];
      const span = window === 'calendar' ? asked.get('grain') : window;
      return [...subject.filter(Boolean), span, place, field, told, recomputed].join(' ');
    })
    .sort();

describe('the audit of a log that nobody has touched', () => {
  let grapevine: GrapevineProcess;
  beforeAll(async () => {
    grapevine = await GrapevineProcess.start({ environment: SEALING });
  }, 120_000);
  afterAll(() => grapevine?.remove());

  it(
    'finds nothing, and names a stored number that somebody changes then',
    async () => {
      const { api, id } = await workspaceOn(grapevine, { seal_grace_hours: 0 });
      await sealed(api, 'signups', RANGE);
      await sealed(api, 'active_members', RANGE);
      const clean = await resultOf(grapevine, id);
      expect(clean).toMatchObject({ code: 0, differences: [], events: LOG.length });
      expect(clean.numbers).toBeGreaterThan(1_000);
      const changed = await queryDatabase(
        grapevine.dataDir,
        `UPDATE sealed_points SET value = value + 7
       WHERE workspace_id = $1 AND metric = 'active_members' AND grain = 'month' AND end_day = '2004-05-31' RETURNING 1`,
        [id],
      );
      expect(changed).toHaveLength(1);
      const { code, stdout } = await audit(grapevine, '--workspace', String(id));
      expect(code).toBe(1);
      expect(stdout.split('\n')[0]).toMatch(
        /^\/v1\/series\?metric=active_members&grain=month&window=calendar&from=2004-04-01&to=2004-06-30\S* {2}2004-05 value: told 10, recomputed 3$/,
      );
      expect(stdout).toMatch(/ events: \d+ differences?, listed above\.\n/);
    },
    patience(300_000),
  );

  it('of a workspace without events compares nothing; a key of the environment does, of the right workspace only', async () => {
    const api = grapevine.api.as(await addWorkspace(grapevine.dataDir, {}));
    const { id } = await api.get<Workspace>('/v1/workspace');
    expect(await resultOf(grapevine, id)).toMatchObject({ code: 0, events: 0, differences: [] });
    const withKey = (...args: string[]) =>
      runCommand('audit', ['--url', grapevine.url, ...args], { GRAPEVINE_KEY: api.key });
    expect(await withKey('--workspace', String(id))).toMatchObject({ code: 0 });
    expect(await withKey('--workspace', String(id + 1_000))).toMatchObject({
      ...{ code: 2, stdout: '', stderr: expect.stringContaining('GRAPEVINE_KEY is a key of the workspace test-') },
    });
  }, 120_000);

  it('says in a sentence why it cannot be done, and exits with 2', async () => {
    const fails = async (outcome: Promise<CommandOutcome>, reason: string) => {
      const { code, stdout, stderr } = await outcome;
      expect({ code, stdout, stderr }).toEqual({ code: 2, stdout: '', stderr: expect.stringContaining(reason) });
      expect(stderr).not.toMatch(/^\s+at /m);
    };
    await fails(audit(grapevine), 'Say which workspace');
    await fails(audit(grapevine, '--workspace', 'nowhere'), 'There is no workspace nowhere.');
    const away = ['--workspace', 'default', '--url', 'http://127.0.0.1:9'];
    await fails(audit(grapevine, ...away), 'No server answers at http://127.0.0.1:9.');
    await fails(
      runCommand('audit', ['--workspace', 'default'], { DATA_DIR: '/tmp/nothing-here' }),
      'No server runs on',
    );
    await fails(runCommand('audit', [], { GRAPEVINE_KEY: 'gv_nobody', PORT: '1' }), 'The audit could not be done.');
    const refused = runCommand('audit', ['--url', grapevine.url], { GRAPEVINE_KEY: 'gv_nobody' });
    await fails(refused, 'answered 401');
    expect(await audit(grapevine, '--help')).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('--workspace W'),
    });
  }, 60_000);
});

describe('the audit of a warehouse with wrong sets', () => {
  let clickhouse: ClickHouseFront;
  let grapevine: GrapevineProcess;

  beforeAll(async () => {
    clickhouse = await ClickHouseFront.start({ database: 'grapevine' });
    grapevine = await GrapevineProcess.start({ environment: { CLICKHOUSE_URL: clickhouse.url } });
  }, 120_000);
  afterAll(async () => {
    await grapevine?.remove();
    await clickhouse?.remove();
  }, 60_000);

  /** Member 4242, who never was, is active in May: in everybody's set of the month, and in no other. */
  async function addBit(id: number): Promise<void> {
    await clickhouse.query(`INSERT INTO grapevine.member_sets
      SELECT 1, ${id}, 'active', '', '', 'month', toDate32('2004-05-01'), 0, groupBitmapState(toUInt32(4242))`);
  }

  /** Cleo was not there on 3 May: in the set of that day and ios, and in no other. */
  async function removeBit(id: number): Promise<void> {
    const row = `revision = 1 AND workspace = ${id} AND dimension = 'platform' AND value = 'ios' AND grain = 'day' AND period = toDate32('2004-05-03')`;
    const [{ cleo } = { cleo: 0 }] = await clickhouse.query<{ cleo: number }>(
      `SELECT DISTINCT member_no AS cleo FROM grapevine.events WHERE workspace = ${id} AND day = toDate32('2004-06-02')`,
    );
    // The set without her first, under a revision that nobody asks for; then in the place of the other.
    const without = `groupBitmapMergeState(members) AS all_members, bitmapAndnot(all_members, bitmapBuild([toUInt32(${cleo})]))`;
    await clickhouse.query(`INSERT INTO grapevine.member_sets
      SELECT 999, ${id}, 'active', 'platform', 'ios', 'day', toDate32('2004-05-03'), 0, tupleElement((${without}), 2)
      FROM grapevine.member_sets WHERE ${row}`);
    await clickhouse.query(`ALTER TABLE grapevine.member_sets DELETE WHERE ${row} SETTINGS mutations_sync = 1`);
    await clickhouse.query(`INSERT INTO grapevine.member_sets
      SELECT 1, workspace, fact, dimension, value, grain, period, chunk, members FROM grapevine.member_sets WHERE revision = 999`);
  }

  it(
    'names every number that one bit too many and one bit too few make wrong, and no other',
    async () => {
      const { id } = await workspaceOn(grapevine);
      await addBit(id);
      await removeBit(id);
      const { code, differences } = await resultOf(grapevine, id);
      expect(code).toBe(1);
      expect(named(differences.filter(isPlain))).toEqual([...WITH_ONE_MORE_IN_MAY, ...WITHOUT_CLEO_ON_3_MAY].sort());
      // What is computed from wrong sets in other questions is wrong as well.
      expect(differences.filter(({ field }) => field.startsWith('compare.'))).not.toEqual([]);
      expect(differences.filter(({ question }) => question.includes('filter=platform%3Aios'))).not.toEqual([]);
    },
    patience(300_000),
  );

  /** Two messages a day for three days, each delivered after a minute. */
  const MESSAGES = ['2004-05-03', '2004-05-04', '2004-05-05'].flatMap((day) =>
    ['1', '2'].flatMap((number) => {
      const message = { message_id: `${day} ${number}`, channel: 'sms', platform: 'ios' };
      return [
        { ...message, type: 'message.sent', member_id: `sender ${number}`, occurred_at: `${day}T10:00:00Z` },
        { ...message, type: 'message.delivered', occurred_at: `${day}T10:01:00Z` },
      ];
    }),
  );

  /** The key of a message of a day, as hexadecimal digits and as the number that they are in the table of minima. */
  async function messageOf(id: number, day: string): Promise<{ digits: string; number: string }> {
    const [key] = await clickhouse.query<{ digits: string; number: string }>(
      `SELECT hex(message_key) AS digits, toString(reinterpretAsUInt128(message_key)) AS number
      FROM grapevine.deliveries WHERE workspace = ${id} AND day = toDate32('${day}') ORDER BY message_key LIMIT 1`,
    );
    if (!key) throw new Error(`No message was stored on ${day}.`);
    return key;
  }

  it(
    'names the figures of delivery that two missing rows make wrong, and no other',
    async () => {
      const api = grapevine.api.as(await addWorkspace(grapevine.dataDir, { dimensions: ['platform'] }));
      const { id } = await api.get<Workspace>('/v1/workspace');
      await api.sendAll(MESSAGES);
      await api.drained();
      const [third, fourth] = [await messageOf(id, '2004-05-03'), await messageOf(id, '2004-05-04')];
      const damage = (table: string, row: string) =>
        clickhouse.query(
          `ALTER TABLE grapevine.${table} DELETE WHERE workspace = ${id} AND ${row} SETTINGS mutations_sync = 1`,
        );
      await damage('deliveries', `message_key = unhex('${third.digits}') AND status = 'delivered'`);
      await damage('messages', `message_key = toUInt128('${fourth.number}')`);
      const { code, differences } = await resultOf(grapevine, id);
      expect(code).toBe(1);
      const dayByDay = differences.filter(({ question }) => /^grain=day&from=[-\d]+&to=[-\d]+$/.test(question));
      expect(dayByDay.map(({ place, field, told, recomputed }) => [place, field, told, recomputed])).toEqual([
        ['2004-05-04', 'sent', 1, 2],
        ['2004-05-04', 'delivered', 1, 2],
        ['2004-05-04', 'latency.sent_to_delivered.pairs', 1, 2],
      ]);
      // Of facts other than the channel the rows are asked, of which another one is missing.
      const byPlatform = differences.filter(
        ({ question }) => /&by=platform/.test(question) && !/filter/.test(question),
      );
      expect(byPlatform).toContainEqual(expect.objectContaining({ field: 'delivered' }));
      for (const { told, recomputed, field } of byPlatform.filter((one) => one.field === 'delivered'))
        expect([field, told]).toEqual(['delivered', Number(recomputed) - 1]);
      const others = differences.filter(({ endpoint }) => endpoint !== '/v1/delivery');
      const metrics = others.map(({ question }) => new URLSearchParams(question).get('metric') ?? '');
      expect(metrics.filter((metric) => !/^(messages_|delivery_|read_|failure_)/.test(metric))).toEqual([]);
    },
    patience(300_000),
  );
});
