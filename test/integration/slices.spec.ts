import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  activeMembers,
  activeMembersBySegment,
  growth,
  largestSegments,
  noCost,
  powerCurve,
  retention,
  Warehouse,
} from '@grapevine/warehouse';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

/** Member numbers lie in five of seven chunks. */
const CHUNKS = [0, 1, 3, 4, 6];
const CHUNK = 4_194_304;
const EACH = 40;
const DAYS = 120;
const FIRST = '2004-01-01';
const dayOf = (day: number): string => new Date(Date.parse(FIRST) + day * 86_400_000).toISOString().slice(0, 10);

/** A member is active on a day, on a platform and in a country, as arithmetic says, so that it can be said once more without the engine. */
const isActive = (member: number, day: number): boolean => (member * 31 + day * 17 + ((member * day) % 7)) % 11 < 3;
const platformOf = (member: number, day: number): string => ['ios', 'android', 'web'][(member + day) % 3] as string;
const countryOf = (member: number): string => `c${member % 5}`;
const MEMBERS = CHUNKS.flatMap((chunk) =>
  Array.from({ length: EACH }, (_, i) => ({ no: chunk * CHUNK + i + 1, i: chunk * EACH + i })),
);

const ACTIVITY = MEMBERS.flatMap(({ no, i }) =>
  Array.from({ length: DAYS }, (_, day) => day)
    .filter((day) => isActive(i, day))
    .map((day) => ({ no, day, platform: platformOf(i, day), country: countryOf(i) })),
);

const QUESTION = {
  ...{ workspace: 1, revision: 1, excludesMembers: false, excludedSegments: [], fact: 'active' as const },
  ...{ from: FIRST, to: dayOf(DAYS - 1), filters: [] },
} as const;
const IOS = { dimension: 'platform', values: ['ios'] };
const HERE = { dimension: 'country', values: ['c1', 'c2'] };
const BY = { dimension: 'country', shown: ['c0', 'c1', 'c2'], otherLabel: '(other)' };

const QUERIES = {
  'active members': activeMembers({ ...QUESTION, span: 'day' }),
  'a rolling window': activeMembers({ ...QUESTION, span: { rollingDays: 28 } }),
  'two filters': activeMembers({ ...QUESTION, span: 'month', to: '2004-04-30', filters: [IOS, HERE] }),
  'three filters, two of one dimension': activeMembers({
    ...{ ...QUESTION, span: 'day' },
    filters: [IOS, HERE, { dimension: 'country', values: ['c2', 'c3'] }],
  }),
  'a breakdown': activeMembersBySegment({ ...QUESTION, span: 'week' }, BY),
  'a breakdown with a filter': activeMembersBySegment({ ...QUESTION, span: 'day', filters: [IOS] }, BY),
  'a breakdown with two filters': activeMembersBySegment({ ...QUESTION, span: 'day', filters: [IOS, HERE] }, BY),
  'the largest segments': largestSegments({ ...QUESTION, span: 'day', to: dayOf(3) }, 'country', 3),
  growth: growth({ ...QUESTION, span: 'week', from: '2003-12-29', to: '2004-04-25', steps: 17 }, undefined),
  'growth by segment': growth({ ...QUESTION, span: 'month', to: '2004-04-30', steps: 4 }, BY),
  retention: retention({
    ...QUESTION,
    cohort: 'first_active',
    mode: 'on',
    span: 'week',
    from: '2003-12-29',
    cohorts: 10,
    offsets: 8,
  }),
  'retention of signups': retention({
    ...QUESTION,
    cohort: 'signed_up',
    mode: 'on_or_after',
    span: 'week',
    from: '2003-12-29',
    cohorts: 10,
    offsets: 8,
  }),
  'power curve': powerCurve({ ...QUESTION, span: 'day', from: dayOf(10), to: dayOf(37) }, 28),
} as const;

describe('questions about sets of several chunks', () => {
  let folder: string;
  let warehouse: Warehouse;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'grapevine-slices-'));
    const instance = { id: '00000000-0000-4000-8000-000000000001', hasMembers: false, lastMemberNumbers: new Map() };
    warehouse = await Warehouse.open(
      { url: undefined, dataDir: folder },
      { ...instance, bindWarehouse: async () => undefined },
    );
    const row = (type: string, active: number, at: (typeof ACTIVITY)[number]): string => {
      const key = `lower(hex(sipHash128('${type} ${at.no} ${at.day}')))`;
      const time = `toUnixTimestamp64Milli(toDateTime64('${dayOf(at.day)} 12:00:00', 3, 'UTC'))`;
      return `(1, 1, '${type}', ${key}, ${key}, ${time}, '${dayOf(at.day)}', ${at.no}, ${active}, 5, '${at.platform}', '${at.country}')`;
    };
    const signups = MEMBERS.map(({ no, i }) => ({ no, day: i % 60, platform: '', country: countryOf(i) }));
    const rows = [
      ...ACTIVITY.map((at) => row('member.active', 1, at)),
      ...signups.map((at) => row('member.signed_up', 0, at)),
    ];
    const sql = `INSERT INTO incoming (revision, workspace, type, event_key, content_hash, occurred_at_ms, day, member_no, active, folded_standard, platform, country)
      VALUES ${rows.join(', ')}`;
    await warehouse.execute({ name: 'test', sql, params: {} });
  }, 120_000);

  afterAll(async () => {
    await warehouse?.close();
    await rm(folder, { recursive: true, force: true });
  });

  it.each(Object.entries(QUERIES))('%s: a chunk at a time the same numbers as at once', async (_, query) => {
    const asker = { question: 'test', signal: new AbortController().signal, cost: noCost() };
    // Its type depends on the question, which only the rows tell apart here.
    const asked = query as unknown as ReturnType<typeof activeMembers>;
    const whole = await warehouse.query(asked);
    const slicing = asked.slicing;
    if (!slicing) throw new Error('It cannot be asked of some chunks.');
    const ask = () => warehouse.query({ ...asked, slicing: { ...slicing, sets: () => 10_000 } });
    const sliced = await warehouse.onBehalfOf(asker, ask);
    expect(asker.cost.statements).toBe(7);
    expect(whole.length).toBeGreaterThan(0);
    expect(sliced).toEqual(whole);
  });

  it('count whom arithmetic counts, with two filters as without', async () => {
    const countsBy = (keep: (at: (typeof ACTIVITY)[number]) => boolean) => {
      const months = new Map<string, Set<number>>();
      for (const at of ACTIVITY.filter(keep)) {
        const month = `${dayOf(at.day).slice(0, 7)}-01`;
        months.set(month, (months.get(month) ?? new Set()).add(at.no));
      }
      return [...months].map(([bucket, members]) => ({ bucket, members: members.size }));
    };
    const months = { ...QUESTION, span: 'month', to: '2004-04-30' } as const;
    expect(await warehouse.query(activeMembers(months))).toEqual(countsBy(() => true));
    expect(await warehouse.query(QUERIES['two filters'])).toEqual(
      countsBy(({ platform, country }) => platform === 'ios' && HERE.values.includes(country)),
    );
  });

  it.each([
    ['2004-01-25', '2004-03-05', 'day'],
    ['2004-01-31', '2004-02-01', 'day'],
    ['2004-02-01', '2004-02-29', 'day'],
    ['2004-01-02', '2004-03-31', 'day'],
    ['2004-02-28', '2004-04-01', { rollingDays: 30 }],
  ] as const)('find the largest segments of %s to %s, whole months or not', async (from, to, span) => {
    const lead = typeof span === 'object' ? span.rollingDays - 1 : 0;
    const [first, last] = [from, to].map((day) => (Date.parse(day) - Date.parse(FIRST)) / 86_400_000) as [
      number,
      number,
    ];
    const members = new Map<string, Set<number>>();
    for (const { no, day, platform } of ACTIVITY) {
      if (day >= first - lead && day <= last) members.set(platform, (members.get(platform) ?? new Set()).add(no));
    }
    const expected = [...members].map(([segment, those]) => ({ segment, members: those.size }));
    expected.sort((a, b) => b.members - a.members || (a.segment < b.segment ? -1 : 1));
    expect(await warehouse.query(largestSegments({ ...QUESTION, from, to, span }, 'platform', 10))).toEqual(expected);
  });
});
