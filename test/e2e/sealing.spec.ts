import type { DataHealth, GrowthAnswer, RestatementList, SeriesAnswer } from '@grapevine/contracts';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { addWorkspace } from '../support/add-workspace.js';
import type { ApiClient } from '../support/api-client.js';
import { queryDatabase } from '../support/embedded-access.js';
import { GrapevineProcess } from '../support/grapevine-process.js';
import { patience } from '../support/patience.js';

type Activity = readonly [member: string, day: string];

/** Three months of a small service, after which it is quiet. */
const LOG: readonly Activity[] = [
  ['ann', '2013-01-05'],
  ['bob', '2013-01-20'],
  ['ann', '2013-02-03'],
  ['cleo', '2013-02-14'],
  ['bob', '2013-03-01'],
  ['dora', '2013-03-31'],
];
const event = ([member_id, day]: Activity) => ({
  type: 'member.active',
  id: `${member_id} ${day}`,
  member_id,
  occurred_at: `${day}T12:00:00Z`,
});

const MONTHS = 'from=2013-01-01&to=2013-03-31';

describe('sealed numbers', () => {
  let grapevine: GrapevineProcess;
  beforeAll(async () => {
    grapevine = await GrapevineProcess.start({ environment: { GRAPEVINE_SEAL_SECONDS: '1' } });
  }, patience(120_000));
  afterAll(() => grapevine?.remove());

  async function workspace(log: readonly Activity[], graceHours: number): Promise<ApiClient> {
    const api = grapevine.api.as(await addWorkspace(grapevine.dataDir, {}));
    await api.request('PATCH', '/v1/workspace', { seal_grace_hours: graceHours });
    await send(api, log);
    return api;
  }
  async function send(api: ApiClient, log: readonly Activity[]): Promise<void> {
    await api.sendAll(log.map(event));
    await api.drained();
  }
  const restatements = (api: ApiClient) => api.get<RestatementList>('/v1/restatements?limit=1000');

  /** Value and seal of each month. */
  async function months(api: ApiClient, metric: string): Promise<[number | null, boolean][]> {
    const { data } = await api.get<SeriesAnswer>(`/v1/series?metric=${metric}&${MONTHS}`);
    return data.map(({ value, sealed }) => [value, sealed]);
  }

  async function sealed(api: ApiClient): Promise<void> {
    const deadline = Date.now() + patience(60_000);
    for (;;) {
      // Years come last in a run.
      const { data } = await api.get<GrowthAnswer>(`/v1/growth?grain=year&${MONTHS}`);
      const days = await api.get<GrowthAnswer>(`/v1/growth?grain=day&${MONTHS}`);
      const known = [...data, ...days.data].filter((row) => row.active !== null);
      if (known.every((row) => row.sealed)) return;
      if (Date.now() > deadline) throw new Error('The numbers were not sealed within a minute.');
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
  }

  it(
    'are the same as before, and say so',
    async () => {
      const api = await workspace(LOG, 0);
      await sealed(api);
      expect(await months(api, 'active_members')).toEqual([
        [2, true],
        [2, true],
        [2, true],
      ]);
      expect(await months(api, 'new_members')).toEqual([
        [2, true],
        [1, true],
        [1, true],
      ]);
      expect(await months(api, 'resurrected_members')).toEqual([
        [0, true],
        [0, true],
        [1, true],
      ]);
      // What is computed from sealed numbers alone is sealed; January's looks back to where nothing is known.
      expect(await months(api, 'growth_rate')).toEqual([
        [null, false],
        [0, true],
        [0, true],
      ]);
      const { data } = await api.get<SeriesAnswer>(`/v1/series?metric=stickiness&${MONTHS}`);
      expect(data.map((point) => point.sealed)).toEqual([true, true, true]);
      expect(data[0]?.value).toBeCloseTo(2 / 31 / 2, 12);
      // A filter has numbers of its own, which nobody was told to be final.
      const filtered = await api.get<SeriesAnswer>(
        `/v1/series?metric=active_members&filter=platform:unknown&${MONTHS}`,
      );
      expect(filtered.data.map(({ value, sealed: isSealed }) => [value, isSealed])).toEqual([
        [2, false],
        [2, false],
        [2, false],
      ]);
      expect(await restatements(api)).toEqual({ data: [], next: null });
    },
    patience(120_000),
  );

  it(
    'are not sealed before the grace is over',
    async () => {
      const api = await workspace(LOG, 48);
      const other = await workspace(LOG, 0);
      await sealed(other);
      expect(await months(api, 'active_members')).toEqual([
        [2, false],
        [2, false],
        [2, false],
      ]);
      // Two days later, as the database sees it.
      await queryDatabase(
        grapevine.dataDir,
        `UPDATE day_touches SET touched_at = touched_at - interval '48 hours' WHERE workspace_id = (SELECT max(id) - 1 FROM workspaces)`,
      );
      await sealed(api);
    },
    patience(120_000),
  );

  it(
    'are not sealed while a log is on its way, not even of days that it has passed over',
    async () => {
      // Member by member: most days are empty until the last one is loaded.
      const api = await workspace(LOG.toSorted(), 48);
      const other = await workspace(LOG, 0);
      await sealed(other);
      const { data } = await api.get<SeriesAnswer>(`/v1/series?metric=active_members&grain=day&${MONTHS}`);
      expect(data.filter((point) => point.sealed)).toEqual([]);
    },
    patience(120_000),
  );

  it(
    'are those of their own period when days between cannot be sealed yet',
    async () => {
      const api = await workspace(LOG, 48);
      const stored = () =>
        queryDatabase(
          grapevine.dataDir,
          `SELECT metric, count(*)::int AS days, sum(value)::int AS members FROM sealed_points
         WHERE grain = 'day' AND metric IN ('retained_members', 'churned_members')
         AND workspace_id = (SELECT max(id) FROM workspaces) GROUP BY metric ORDER BY metric`,
        );
      // Two days later, as the database sees it; only 14 February has just been touched, and the 24 empty days beside it may not stay empty.
      await queryDatabase(
        grapevine.dataDir,
        `UPDATE day_touches SET touched_at = touched_at - interval '48 hours'
       WHERE day <> '2013-02-14' AND workspace_id = (SELECT max(id) FROM workspaces)`,
      );
      // From 5 January to 31 March are 86 days.
      const days = 86 - 1 - 24;
      const deadline = Date.now() + patience(60_000);
      while ((await stored()).reduce((most, row) => Math.max(most, row.days), 0) < days && Date.now() < deadline) {
        await new Promise((resolve) => setTimeout(resolve, 200));
      }
      expect(await stored()).toEqual([
        // On 6 and 21 January and on 2 March.
        { metric: 'churned_members', days, members: 3 },
        { metric: 'retained_members', days, members: 0 },
      ]);
      const { data, meta } = await api.get<GrowthAnswer>('/v1/growth?grain=day&from=2013-01-05&to=2013-03-31');
      expect(meta.identity_holds).toBe(true);
      expect(data.flatMap(({ period, churned }) => (churned ? [[period, churned]] : []))).toEqual([
        ['2013-01-06', 1],
        ['2013-01-21', 1],
        ['2013-02-04', 1],
        ['2013-02-15', 1],
        ['2013-03-02', 1],
      ]);
    },
    patience(120_000),
  );

  it(
    'are what is stored, and not computed again',
    async () => {
      const api = await workspace(LOG, 0);
      await sealed(api);
      await queryDatabase(
        grapevine.dataDir,
        `UPDATE sealed_points SET value = 777 WHERE metric = 'active_members' AND period = '2013-02'
       AND workspace_id = (SELECT max(id) FROM workspaces)`,
      );
      expect((await months(api, 'active_members'))[1]).toEqual([777, true]);
    },
    patience(120_000),
  );

  it(
    'that a late event has touched are computed at once, sealed again, and the changed ones are on record',
    async () => {
      const api = await workspace(LOG, 0);
      await sealed(api);
      // Nothing is sealed while the grace lasts, so that what is seen in between is seen for sure.
      await api.request('PATCH', '/v1/workspace', { seal_grace_hours: 48 });
      // cleo was there in January already: February's cleo is no longer new.
      await send(api, [['cleo', '2013-01-31']]);
      expect(await months(api, 'active_members')).toEqual([
        [3, false],
        [2, true],
        [2, true],
      ]);
      expect(await months(api, 'new_members')).toEqual([
        [3, false],
        [0, false],
        [1, false],
      ]);
      expect(await months(api, 'churned_members')).toEqual([
        [0, false],
        [1, false],
        [2, true],
      ]);
      expect((await restatements(api)).data).toEqual([]);

      await api.request('PATCH', '/v1/workspace', { seal_grace_hours: 0 });
      await sealed(api);
      const { data } = await restatements(api);
      const monthly = data.filter(({ grain }) => grain === 'month');
      expect(monthly.map(({ metric, period, from, to }) => `${metric} ${period} ${from} ${to}`).sort()).toEqual([
        'active_members 2013-01 2 3',
        'new_members 2013-01 2 3',
        'new_members 2013-02 1 0',
        'retained_members 2013-02 1 2',
      ]);
      expect(new Set(data.flatMap(({ reasons }) => reasons))).toEqual(new Set(['late_events']));
      expect(monthly.every(({ detail }) => detail.late_days?.join() === '2013-01-31')).toBe(true);
      // The windows that hold the day, and no other: cleo was in those of seven days from then on.
      const rolling = data.filter(({ window }) => window === 'rolling_7').map(({ period }) => period);
      expect(rolling.sort()).toEqual(
        ['01-31', '02-01', '02-02', '02-03', '02-04', '02-05', '02-06'].map((d) => `2013-${d}`),
      );
    },
    patience(120_000),
  );

  it(
    'follow an exclusion, whose restatement names it, and come back',
    async () => {
      const api = await workspace(LOG, 0);
      await sealed(api);
      const body = { member_ids: ['bob'], reason: 'a machine' };
      const { body: foreseen } = await api.request('POST', '/v1/exclusions/preview', { member_ids: ['bob'] });
      const { sealed: told } = await api.get<DataHealth>('/v1/data-health');
      expect(foreseen).toMatchObject({ members: 1, final_numbers: told.numbers });
      const { body: decision } = await api.request<{ id: string }>('POST', '/v1/exclusions', body);
      expect((await months(api, 'active_members')).map(([value]) => value)).toEqual([1, 2, 1]);
      await sealed(api);
      const { data } = await restatements(api);
      const yearly = data.filter(({ metric, grain }) => metric === 'active_members' && grain === 'year');
      expect(yearly).toMatchObject([
        { period: '2013', from: 4, to: 3, reasons: ['exclusions'], detail: { exclusions: [decision.id] } },
      ]);
      await api.request('DELETE', '/v1/exclusions', body);
      await sealed(api);
      expect((await months(api, 'active_members')).map(([value]) => value)).toEqual([2, 2, 2]);
      const after = (await restatements(api)).data.filter((r) => r.metric === 'active_members' && r.grain === 'year');
      expect(after.map(({ from, to }) => [from, to])).toEqual([
        [3, 4],
        [4, 3],
      ]);
    },
    patience(120_000),
  );

  it(
    'follow the members of an excluded segment, who come and go with the events',
    async () => {
      const signup = (member_id: string, day: string, source: string) => ({
        type: 'member.signed_up',
        ...{ id: `${member_id} ${day} signs up`, member_id, occurred_at: `${day}T12:00:00Z`, source },
      });
      const api = await workspace(LOG, 0);
      await api.sendAll([signup('ann', '2013-03-10', 'test')]);
      await api.drained();
      const segments = [{ dimension: 'source', value: 'test' }];
      await api.request('POST', '/v1/exclusions', { segments, reason: 'our own' });
      await sealed(api);
      expect((await months(api, 'active_members')).map(([value]) => value)).toEqual([1, 1, 2]);
      // Ann's earliest signup was no test after all, and bob's was one: as many members are excluded, but others.
      await api.sendAll([signup('ann', '2013-03-05', 'organic'), signup('bob', '2013-03-05', 'test')]);
      await api.drained();
      expect((await months(api, 'active_members')).map(([value]) => value)).toEqual([1, 2, 1]);
      await sealed(api);
      expect((await months(api, 'active_members')).map(([value]) => value)).toEqual([1, 2, 1]);
      const { data } = await restatements(api);
      // Some months may have been sealed before the decision; its own restatements are another test's.
      const monthly = data.filter(
        ({ metric, grain, reasons }) =>
          metric === 'active_members' && grain === 'month' && reasons.includes('excluded_segment_changed'),
      );
      expect(monthly.map(({ period, from, to, reasons }) => [period, from, to, reasons.join()]).sort()).toEqual([
        ['2013-02', 1, 2, 'excluded_segment_changed'],
        ['2013-03', 2, 1, 'late_events,excluded_segment_changed'],
      ]);
      expect(monthly[0]?.detail.excluded_segments).toEqual(segments);
    },
    patience(120_000),
  );

  it(
    'of the past stay sealed while an excluded segment has new members',
    async () => {
      const test = (member_id: string, day: string) => ({
        type: 'member.active',
        ...{ id: `${member_id} ${day}`, member_id, occurred_at: `${day}T12:00:00Z`, platform: 'test' },
      });
      const api = await workspace(LOG, 0);
      await api.sendAll([test('robot 0', '2013-01-07')]);
      await api.drained();
      const segments = [{ dimension: 'platform', value: 'test' }];
      await api.request('POST', '/v1/exclusions', { segments, reason: 'robots' });
      await sealed(api);
      await api.request('PATCH', '/v1/workspace', { seal_grace_hours: 48 });
      await api.sendAll([test('robot 1', '2013-03-20')]);
      await api.drained();
      expect(await months(api, 'new_members')).toEqual([
        [2, true],
        [1, true],
        [1, false],
      ]);
    },
    patience(120_000),
  );

  it(
    'name only days that decide them',
    async () => {
      const api = await workspace([['ann', '2013-03-10']], 0);
      await send(api, [['bob', '2013-02-10']]);
      await sealed(api);
      await send(api, [['bob', '2013-03-11']]);
      await sealed(api);
      const { data } = await restatements(api);
      const march = data.find((r) => r.metric === 'active_members' && r.period === '2013-03');
      expect(march).toMatchObject({ from: 1, to: 2, detail: { late_days: ['2013-03-11'], late_day_count: 1 } });
    },
    patience(120_000),
  );

  it(
    'that contradict the sets are reported by growth, which answers from the sets',
    async () => {
      const api = await workspace(LOG, 0);
      await sealed(api);
      await queryDatabase(
        grapevine.dataDir,
        `UPDATE sealed_points SET value = value + 7 WHERE metric = 'new_members' AND grain = 'month' AND period = '2013-02'
       AND workspace_id = (SELECT max(id) FROM workspaces)`,
      );
      const { data, meta } = await api.get<GrowthAnswer>(`/v1/growth?grain=month&${MONTHS}`);
      expect(data.map((row) => [row.new, row.identity_holds])).toEqual([
        [2, true],
        [1, false],
        [1, true],
      ]);
      expect(meta.identity_holds).toBe(false);
      expect(grapevine.log).toContain('Growth does not add up');
    },
    patience(120_000),
  );

  it(
    'are listed page by page where they changed, and only to their workspace',
    async () => {
      const api = await workspace(LOG, 0);
      await sealed(api);
      await api.request('POST', '/v1/exclusions', { member_ids: ['ann', 'bob'], reason: 'both machines' });
      await sealed(api);
      const all = await restatements(api);
      expect(all.data.length).toBeGreaterThan(10);
      const pages: RestatementList['data'] = [];
      let next: number | null = null;
      do {
        const page: RestatementList = await api.get(
          `/v1/restatements?limit=7${next === null ? '' : `&before=${next}`}`,
        );
        pages.push(...page.data);
        next = page.next;
      } while (next !== null);
      expect(pages).toEqual(all.data);
      expect((await restatements(grapevine.api)).data).toEqual([]);
      expect((await api.request('GET', '/v1/restatements?limit=0')).status).toBe(422);
    },
    patience(120_000),
  );
});
