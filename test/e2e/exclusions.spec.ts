import type {
  ExcludedMemberList,
  ExclusionDecision,
  ExclusionList,
  ExclusionPreview,
  Problem,
  SeriesAnswer,
} from '@grapevine/contracts';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { addWorkspace } from '../support/add-workspace.js';
import type { ApiClient } from '../support/api-client.js';
import { GrapevineProcess } from '../support/grapevine-process.js';
import { randomFrom } from '../support/random.js';

interface Event {
  readonly type: 'member.active' | 'member.signed_up';
  readonly id: string;
  readonly member_id: string;
  readonly occurred_at: number;
  readonly platform?: string;
  readonly source?: string;
  readonly properties?: { readonly cohort: string };
}

const MEMBERS = 60;

/** 2013-08 to 2013-12; some members are seen with the platform `test`, some signed up with it, most never. */
function someEvents(seed: number): Event[] {
  const random = randomFrom(seed);
  const platforms = ['ios', 'android', 'windows', undefined];
  return Array.from({ length: 1_500 }, (_, i): Event => {
    const member = Math.floor(random() * MEMBERS);
    const platform = member % 10 === 3 && random() < 0.2 ? 'test' : platforms[Math.floor(random() * 4)];
    return {
      type: random() < 0.1 ? 'member.signed_up' : 'member.active',
      id: `e${i}`,
      member_id: `m${member}`,
      occurred_at: Date.UTC(2013, 7, 1) + Math.floor(random() * 150 * 86_400_000),
      ...(platform === undefined ? {} : { platform }),
      ...(random() < 0.3 ? { source: random() < 0.5 ? 'invite' : 'organic' } : {}),
      properties: { cohort: member % 10 === 7 ? 'staff' : 'public' },
    };
  });
}

const QUESTIONS = [
  'metric=active_members',
  'metric=active_members&grain=day',
  'metric=active_members&grain=day&window=rolling_28',
  'metric=active_members&grain=week&filter=platform:ios,test',
  'metric=active_members&grain=week&filter=platform:ios&filter=cohort:public',
  'metric=active_members&by=platform&limit=2',
  'metric=active_members&grain=quarter&by=cohort&filter=platform:ios',
  'metric=signups&grain=week',
  'metric=signups&by=source',
  'metric=signups&by=cohort&filter=platform:ios',
  'metric=signups&grain=day',
].map((query) => `/v1/series?${query}&from=2013-08-01&to=2013-12-31`);

describe('exclusions', () => {
  const dimensions = ['platform', 'source', 'cohort'];
  const events = someEvents(11);
  let grapevine: GrapevineProcess;
  let api: ApiClient;
  beforeAll(async () => {
    grapevine = await GrapevineProcess.start();
    api = await load(events);
  }, 120_000);
  afterAll(() => grapevine?.remove());

  async function load(log: readonly Event[]): Promise<ApiClient> {
    const client = grapevine.api.as(await addWorkspace(grapevine.dataDir, { dimensions }));
    await client.sendAll(log);
    await client.drained();
    return client;
  }
  const answers = async (client: ApiClient) =>
    Promise.all(QUESTIONS.map(async (question) => (await client.get<SeriesAnswer>(question)).data));
  const preview = async (body: object) =>
    (await api.request<ExclusionPreview>('POST', '/v1/exclusions/preview', body)).body;
  const list = () => api.get<ExclusionList>('/v1/exclusions');

  /** What the numbers are when these members never were: another workspace, to which nobody sent their events. */
  const without = async (members: ReadonlySet<string>) =>
    answers(await load(events.filter((event) => !members.has(event.member_id))));

  it('of members take them out of every number at once, and back in', async () => {
    const before = await answers(api);
    const spammers = ['m1', 'm2', 'm59'];
    const body = { member_ids: [...spammers, 'm1', 'not here yet'], reason: 'spam wave of December' };
    const { reason, ...subject } = body;
    expect(await preview(subject)).toMatchObject({ members: 3, unknown_members: 1 });
    expect(await answers(api)).toEqual(before);
    const { status, body: decision } = await api.request<ExclusionDecision>('POST', '/v1/exclusions', body);
    expect(status).toBe(200);
    // Whom nobody has seen is known now, but has never counted.
    expect(await preview(subject)).toMatchObject({ members: 0, unknown_members: 0, final_numbers: 0 });
    expect(decision).toMatchObject({ action: 'exclude', members: 4, segments: [], reason });

    const during = await answers(api);
    expect(during).toEqual(await without(new Set(spammers)));
    expect(during).not.toEqual(before);
    expect(await list()).toMatchObject({ excluded_members: 4, excluded_segments: [] });
    const numbers: number[] = [];
    const sizes: number[] = [];
    for (let after = ''; ; ) {
      const page = await api.get<ExcludedMemberList>(`/v1/exclusions/members?limit=3${after}`);
      numbers.push(...page.data.map(({ member_no }) => member_no));
      sizes.push(page.data.length);
      if (page.next === null) break;
      after = `&after=${page.next}`;
    }
    expect(sizes).toEqual([3, 1]);
    expect(numbers).toEqual([...new Set(numbers)].sort((a, b) => a - b));
    // Both lists are questions to the warehouse, under the limits of the key, and say what they took.
    for (const path of ['/v1/exclusions', '/v1/exclusions/members']) {
      const { headers } = await api.request('GET', path);
      expect([path, headers.get('grapevine-read')]).toEqual([path, expect.stringMatching(/^statements=[1-9]/)]);
    }

    // One of them was none: only he comes back.
    await api.request('DELETE', '/v1/exclusions', { member_ids: ['m2'], reason: 'a mistake' });
    expect(await answers(api)).toEqual(await without(new Set(['m1', 'm59'])));

    await api.request('DELETE', '/v1/exclusions', body);
    expect(await answers(api)).toEqual(before);
    const { data, ...now } = await list();
    expect(now).toEqual({ next: null, excluded_members: 0, excluded_segments: [] });
    expect(data.map(({ action, members }) => [action, members])).toEqual([
      ['include', 4],
      ['include', 1],
      ['exclude', 4],
    ]);
  }, 120_000);

  it('of a segment take out everybody who was ever active or signed up with it', async () => {
    const before = await answers(api);
    for (const [dimension, value, is] of [
      ['platform', 'test', (event: Event) => event.platform === 'test'],
      ['cohort', 'staff', (event: Event) => event.properties?.cohort === 'staff'],
    ] as const) {
      const segments = [{ dimension, value }];
      const foreseen = await preview({ segments });
      await api.request('POST', '/v1/exclusions', { segments, reason: 'our own' });
      const members = new Set(events.filter(is).map((event) => event.member_id));
      expect(members.size).toBeGreaterThan(2);
      expect(await answers(api)).toEqual(await without(members));
      const { excluded_members, excluded_segments } = await list();
      expect([excluded_members, excluded_segments]).toEqual([members.size, segments]);
      expect([foreseen.members, foreseen.unknown_members]).toEqual([members.size, 0]);
      expect(await preview({ segments })).toMatchObject({ members: 0 });
      await api.request('DELETE', '/v1/exclusions', { segments, reason: 'our own' });
    }
    expect(await answers(api)).toEqual(before);
  }, 120_000);

  it('hold for events that come later', async () => {
    await api.request('POST', '/v1/exclusions', { member_ids: ['late'], reason: 'announced' });
    const before = await answers(api);
    await api.sendAll([{ type: 'member.active', id: 'l1', member_id: 'late', occurred_at: Date.UTC(2013, 9, 9) }]);
    await api.drained();
    expect(await answers(api)).toEqual(before);
  });

  it('take as many members at once as they say, with ids as long as ids may be', async () => {
    const ids = (count: number) => Array.from({ length: count }, (_, i) => `${i} `.padEnd(256, '\u6f22'));
    const body = { member_ids: ids(5_000), reason: 'a farm of machines' };
    const { status, body: decision } = await api.request<ExclusionDecision>('POST', '/v1/exclusions', body);
    expect([status, decision.members]).toEqual([200, 5_000]);
    expect((await api.request('DELETE', '/v1/exclusions', body)).status).toBe(200);
    const { status: refused } = await api.request('POST', '/v1/exclusions', { ...body, member_ids: ids(6_000) });
    expect(refused).toBe(413);
  }, 120_000);

  it.each([
    ['reason', {}],
    ['body', { reason: 'nobody' }],
    ['reason', { member_ids: ['x'] }],
    ['member_ids.0', { member_ids: [''], reason: 'r' }],
    ['member_ids.0', { member_ids: ['x'.repeat(257)], reason: 'r' }],
    ['member_ids.0', { member_ids: ['a\0'], reason: 'r' }],
    ['member_ids', { member_ids: Array(5_001).fill('x'), reason: 'r' }],
    ['segments.0.dimension', { segments: [{ dimension: 'color', value: 'red' }], reason: 'r' }],
    ['segments.0.value', { segments: [{ dimension: 'platform', value: '' }], reason: 'r' }],
    ['member_nos', { member_ids: ['x'], reason: 'r', member_nos: [1] }],
  ])('refuse what is wrong with %s', async (parameter, body) => {
    const { status, body: problem } = await api.request<Problem>('POST', '/v1/exclusions', body);
    expect(status).toBe(422);
    expect(problem.errors?.map((error) => error.parameter)).toContain(parameter);
  });
});
