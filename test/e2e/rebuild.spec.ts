import type { Problem, Rebuild, RebuildList, RebuildPreview, Workspace } from '@grapevine/contracts';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { addWorkspace, type NewWorkspace } from '../support/add-workspace.js';
import type { ApiClient } from '../support/api-client.js';
import { queryDatabase } from '../support/embedded-access.js';
import { GrapevineProcess } from '../support/grapevine-process.js';
import type { WireEvent } from '../support/naive-log.js';
import { randomLog } from '../support/random-log.js';
import { everyAnswer, holdRebuild, rebuilt, startRebuild } from '../support/rebuilding.js';

const SEED = Number(process.env.GRAPEVINE_TEST_SEED ?? Date.now() % 1_000_000);

const remove: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const one of remove.splice(0).reverse()) await one();
});

const STANDARD = ['platform', 'country', 'app_version', 'source'];

interface Change {
  readonly title: string;
  readonly from: NewWorkspace;
  readonly to: NewWorkspace;
  readonly body: object;
  /** Dimensions in which a rebuilt workspace cannot differ from one that had the settings from the start. */
  readonly by: readonly string[];
}

const DEFAULT_TYPES = ['member.active', 'message.sent', 'message.read'];
const CHANGES: readonly Change[] = [
  {
    title: 'the time zone, to one 5 h 45 min east',
    from: { timeZone: 'UTC', dimensions: [...STANDARD, 'plan'] },
    to: { timeZone: 'Asia/Kathmandu', dimensions: [...STANDARD, 'plan'] },
    body: { time_zone: 'Asia/Kathmandu' },
    by: ['platform', 'plan'],
  },
  {
    title: 'the time zone, to one whose clocks go back over midnight',
    from: { timeZone: 'Pacific/Kiritimati', dimensions: [...STANDARD, 'plan'] },
    to: { timeZone: 'America/St_Johns', dimensions: [...STANDARD, 'plan'] },
    body: { time_zone: 'America/St_Johns' },
    by: ['country', 'plan'],
  },
  {
    title: 'the activity types',
    from: { activityTypes: DEFAULT_TYPES },
    to: { activityTypes: ['message.read', 'member.signed_up', 'member.invited'] },
    body: { activity_types: ['message.read', 'member.signed_up', 'member.invited'] },
    by: ['platform', 'source'],
  },
  {
    title: 'everything at once, a dimension that goes and standard ones that come',
    from: { timeZone: 'America/Santiago', dimensions: ['platform', 'plan'] },
    to: { timeZone: 'Australia/Lord_Howe', activityTypes: ['message.sent'], dimensions: ['country', 'source'] },
    body: { time_zone: 'Australia/Lord_Howe', activity_types: ['message.sent'], dimensions: ['country', 'source'] },
    by: ['country', 'source'],
  },
];

describe('a rebuild', () => {
  let grapevine: GrapevineProcess;
  const workspaceOf = async (settings: NewWorkspace): Promise<ApiClient> =>
    grapevine.api.as(await addWorkspace(grapevine.dataDir, settings));

  beforeAll(async () => {
    grapevine = await GrapevineProcess.start();
  }, 120_000);
  afterAll(() => grapevine?.remove(), 60_000);

  const send = async (api: ApiClient, events: readonly WireEvent[]): Promise<void> => {
    await api.sendAll(events, 300, 3);
    await api.drained();
  };

  it.each(CHANGES)(
    'changes $title: old numbers until it is done, then those of a workspace that always had the settings',
    async ({ from, to, body, by }) => {
      const { events, late } = randomLog({
        seed: SEED,
        timeZone: to.timeZone ?? 'UTC',
        from: '2010-09-15',
        until: '2011-11-20',
        emptyMonths: ['2011-04'],
        notableDays: ['2010-11-07'],
        events: 4_000,
      });
      const parts = [events.slice(0, 2_400), events.slice(2_400, 3_200), [...events.slice(3_200), ...late]] as const;
      const api = await workspaceOf(from);
      await send(api, parts[0]);

      const refused = await api.request<Problem>('PATCH', '/v1/workspace', { ...body, name: 'not this either' });
      expect([refused.status, refused.body.code]).toEqual([409, 'rebuild_required']);
      expect(refused.body.detail).toMatch(/\/v1\/rebuilds\/preview.*"rebuild": true/);
      expect((await api.get<Workspace>('/v1/workspace')).name).not.toBe('not this either');

      const { rebuild } = await startRebuild(api, body);
      const release = await holdRebuild(grapevine.dataDir, (rebuild as Rebuild).id);
      const again = await api.request<Problem>('PATCH', '/v1/workspace', { time_zone: 'Asia/Tokyo', rebuild: true });
      expect([again.status, again.body.code]).toEqual([409, 'rebuild_running']);
      await send(api, parts[1]);
      const preview = await api.request<RebuildPreview>('POST', '/v1/rebuilds/preview', body);
      const before = await everyAnswer(api, []);
      const always = await workspaceOf(from);
      await send(always, [...parts[0], ...parts[1]]);
      expect(before).toEqual(await everyAnswer(always, []));

      // From now on nothing comes in: every answer is one of two, and the first of the new kind is followed by no old one.
      const seen: string[] = [];
      const look = async () => {
        const { data, meta } = await api.get<{ data: { sealed?: boolean }[]; meta: Workspace }>('/v1/growth?grain=day');
        const rows = data.map(({ sealed: _, ...row }) => row);
        const answer = JSON.stringify([meta.definition_version, meta.time_zone, meta.activity_types, rows]);
        if (seen.at(-1) !== answer) seen.push(answer);
      };
      await look();
      let over = false;
      const looking = (async () => {
        while (!over) await look();
      })();
      await release();
      const done = await rebuilt(api);
      expect(done).toMatchObject({ state: 'done', error: null, progress: { events: { total: expect.any(Number) } } });
      expect(done.progress?.steps.done).toBe(done.progress?.steps.total);
      over = true;
      await looking;
      await look();
      expect(seen).toHaveLength(2);

      // What the preview said is what has come.
      expect(preview.status).toBe(200);
      const { data } = preview.body;
      expect(data).toHaveLength(12);
      const range = { from: data[0]?.start ?? '', to: data.at(-1)?.end ?? '' };
      const numbers = async (asked: ApiClient) => {
        const active = await asked.values({ metric: 'active_members', grain: 'month', ...range });
        const fresh = await asked.values({ metric: 'new_members', grain: 'month', ...range });
        return data.map(({ period }) =>
          active[period] === null ? null : { active_members: active[period], new_members: fresh[period] },
        );
      };
      expect(data.map((month) => month.before)).toEqual(await numbers(always));
      expect(data.map((month) => month.after)).toEqual(await numbers(api));

      await send(api, parts[2]);
      const fresh = await workspaceOf(to);
      await send(fresh, [...parts[0], ...parts[1], ...parts[2]]);
      expect(await everyAnswer(api, by)).toEqual(await everyAnswer(fresh, by));
      const [status, wanted] = [await api.status(), await fresh.status()];
      expect(status.events).toEqual({ ...wanted.events, as_of: status.events.as_of });
      expect(await api.get<Workspace>('/v1/workspace')).toMatchObject({
        ...body,
        definition_version: 2,
        rebuild: null,
      });
    },
    180_000,
  );

  it('of dimensions keeps a new one of what is sent from its start on, and says what the past cannot show', async () => {
    const api = await workspaceOf({ dimensions: ['platform', 'team'] });
    const event = (name: string, day: string) => ({
      type: 'member.active',
      id: name,
      member_id: name,
      occurred_at: `${day}T12:00:00Z`,
      platform: 'ios',
      properties: { team: 'red', plan: 'free' },
    });
    await send(api, [event('early', '2026-01-10')]);
    const change = { dimensions: ['platform', 'plan'] };
    const { body: preview } = await api.request<RebuildPreview>('POST', '/v1/rebuilds/preview', change);
    expect(preview).toMatchObject({ changes: ['dimensions'], blocked_by: [], events: 1 });
    expect(preview.notes.join('\n')).toMatch(/plan: .*unknown[\s\S]*team: .*unknown/);
    const { rebuild } = await startRebuild(api, change);
    const release = await holdRebuild(grapevine.dataDir, (rebuild as Rebuild).id);
    await send(api, [event('during', '2026-01-11')]);
    const byTeam = { metric: 'active_members', by: 'team' };
    expect(await api.values(byTeam)).toEqual({ '2026-01/red': 2 });
    await release();
    await rebuilt(api);
    await send(api, [event('after', '2026-01-12')]);
    const byPlan = await api.values({ metric: 'active_members', by: 'plan' });
    expect(byPlan).toEqual({ '2026-01/free': 2, '2026-01/unknown': 1 });
    expect((await api.request('GET', '/v1/series?metric=active_members&by=team')).status).toBe(422);
  }, 60_000);

  it('is not started while an exclusion would lose its dimension, nor is one made that would', async () => {
    const api = await workspaceOf({ dimensions: ['platform', 'country'] });
    await send(api, [
      { type: 'member.active', id: 'a', member_id: 'a', occurred_at: '2026-01-10T12:00:00Z', country: 'DE' },
      { type: 'member.active', id: 'b', member_id: 'b', occurred_at: '2026-01-10T12:00:00Z', country: 'NP' },
    ]);
    const segment = { segments: [{ dimension: 'country', value: 'DE' }], reason: 'test traffic' };
    expect((await api.request('POST', '/v1/exclusions', segment)).status).toBe(200);
    const change = { dimensions: ['platform'] };
    const { body: preview } = await api.request<RebuildPreview>('POST', '/v1/rebuilds/preview', change);
    expect(preview.blocked_by).toEqual([{ dimension: 'country', value: 'DE' }]);
    expect(preview.data.at(-1)?.before).toEqual({ active_members: 1, new_members: 1 });
    const blocked = await api.request<Problem>('PATCH', '/v1/workspace', { ...change, rebuild: true });
    expect([blocked.status, blocked.body.code]).toEqual([409, 'exclusion_in_the_way']);
    expect((await api.request('DELETE', '/v1/exclusions', segment)).status).toBe(200);
    const { rebuild } = await startRebuild(api, change);
    const release = await holdRebuild(grapevine.dataDir, (rebuild as Rebuild).id);
    expect((await api.request('POST', '/v1/exclusions', segment)).status).toBe(422);
    await release();
    expect((await rebuilt(api)).state).toBe('done');
  }, 60_000);

  it('counts excluded members out before and after, by their segments in the new definition', async () => {
    const api = await workspaceOf({ activityTypes: ['member.active'], dimensions: ['platform', 'plan'] });
    const at = (minute: number) => `2026-01-10T12:${minute}:00Z`;
    const names = ['a', 'b', 'c', 'd'];
    await send(api, [
      ...names.map((name, i) => ({ type: 'member.active', id: name, member_id: name, occurred_at: at(10 + i) })),
      // Active with a test platform only once messages count.
      { type: 'message.sent', id: 'x', message_id: 'x', member_id: 'b', occurred_at: at(20), platform: 'test' },
      { type: 'member.signed_up', id: 'y', member_id: 'c', occurred_at: at(21), properties: { plan: 'staff' } },
    ]);
    const reason = 'test traffic';
    const segments = [
      { dimension: 'platform', value: 'test' },
      { dimension: 'plan', value: 'staff' },
    ];
    await api.request('POST', '/v1/exclusions', { segments, member_ids: ['d'], reason });
    const change = { activity_types: ['member.active', 'message.sent'] };
    const { body: preview } = await api.request<RebuildPreview>('POST', '/v1/rebuilds/preview', change);
    expect([preview.data[0]?.before?.active_members, preview.data[0]?.after?.active_members]).toEqual([2, 1]);
    expect(await api.values({ metric: 'active_members' })).toEqual({ '2026-01': 2 });
    await startRebuild(api, change);
    await rebuilt(api);
    expect(await api.values({ metric: 'active_members' })).toEqual({ '2026-01': 1 });
  }, 60_000);

  it('of a workspace without events, or without a difference, is none', async () => {
    const api = await workspaceOf({});
    const fresh = await api.request<Workspace>('PATCH', '/v1/workspace', { time_zone: 'Asia/Tokyo', rebuild: true });
    expect(fresh).toMatchObject({ status: 200, body: { time_zone: 'Asia/Tokyo', rebuild: null } });
    const { body: preview } = await api.request<RebuildPreview>('POST', '/v1/rebuilds/preview', {});
    expect(preview).toMatchObject({ data: [], changes: [], notes: [], events: 0 });
    await send(api, [{ type: 'member.active', member_id: 'a', occurred_at: '2026-01-10T12:00:00Z' }]);
    const same = await api.request<Workspace>('PATCH', '/v1/workspace', { time_zone: 'Asia/Tokyo', rebuild: true });
    expect(same).toMatchObject({ status: 200, body: { definition_version: 2, rebuild: null } });
    expect((await api.get<RebuildList>('/v1/rebuilds')).data).toEqual([]);
    const other = await grapevine.api.get<RebuildList>('/v1/rebuilds');
    expect(other.data).toEqual([]);
    for (const id of ['x', '00000000-0000-4000-8000-000000000000']) {
      expect((await api.request('GET', `/v1/rebuilds/${id}`)).status).toBe(404);
    }
    for (const body of [{ time_zone: '+05:45' }, { more: 1 }, { activity_types: [] }, []]) {
      expect((await api.request('POST', '/v1/rebuilds/preview', body)).status).toBe(422);
    }
  }, 60_000);

  /** A rebuild as Rebuilds.start() leaves it, without the job that comes next. */
  async function startedOnly(api: ApiClient, timeZone: string, failures = 0): Promise<void> {
    const { id } = await api.get<Workspace>('/v1/workspace');
    const settings = (zone: string, revision: number) =>
      JSON.stringify({ revision, timeZone: zone, activityTypes: ['member.active'], dimensions: ['platform'] });
    await queryDatabase(
      grapevine.dataDir,
      `WITH r AS (INSERT INTO rebuilds
           (id, workspace_id, from_revision, to_revision, settings_before, settings_after, state, failures)
         VALUES (gen_random_uuid(), $1, 1, 2, $2, $3, 'running', $4))
       UPDATE workspaces SET second_revision = $3 WHERE id = $1`,
      [id, settings('UTC', 1), settings(timeZone, 2), failures],
    );
  }

  it('whose job was lost between its commit and the queue is found, and given another', async () => {
    const api = await workspaceOf({});
    await send(api, [{ type: 'member.active', member_id: 'a', occurred_at: '2026-01-10T22:00:00Z' }]);
    await startedOnly(api, 'Asia/Tokyo');
    expect(await rebuilt(api)).toMatchObject({ state: 'done', settings: { after: { time_zone: 'Asia/Tokyo' } } });
    expect(await api.values({ metric: 'active_members', grain: 'day' })).toEqual({ '2026-01-11': 1 });
  }, 60_000);

  it('that cannot be done is given up after some attempts, says why, and leaves everything as it was', async () => {
    const api = await workspaceOf({});
    const event = { type: 'member.active', member_id: 'a', occurred_at: '2026-01-10T22:00:00Z' };
    await send(api, [event]);
    await startedOnly(api, 'Atlantis/Capital', 9);
    expect(await rebuilt(api)).toMatchObject({ state: 'failed', error: expect.stringContaining('Atlantis/Capital') });
    await send(api, [{ ...event, member_id: 'b' }]);
    expect(await api.values({ metric: 'active_members', grain: 'day' })).toEqual({ '2026-01-10': 2 });
    expect(await api.get<Workspace>('/v1/workspace')).toMatchObject({ time_zone: 'UTC', definition_version: 1 });
    expect((await startRebuild(api, { time_zone: 'Asia/Tokyo' })).rebuild?.to_revision).toBe(3);
    expect((await rebuilt(api)).state).toBe('done');
  }, 60_000);
});
