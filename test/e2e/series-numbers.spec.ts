import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { addWorkspace } from '../support/add-workspace.js';
import type { ApiClient } from '../support/api-client.js';
import { GrapevineProcess } from '../support/grapevine-process.js';
import { knownAnswersOf } from '../support/known-answers.js';
import { daysBetween, localDayIn, NAIVE_PERIODS, shiftDay } from '../support/naive-calendar.js';
import { randomFrom, shuffled } from '../support/random.js';

knownAnswersOf('signups');

/**
 * Breakdowns, filters, signups and zones, against sets computed here from the list of events: no bitmap, no chunk, no SQL.
 */
interface Activity {
  readonly type: 'member.active';
  readonly member_id: string;
  readonly occurred_at: number;
  readonly platform?: string;
  readonly country?: string;
  readonly properties?: { plan: string };
}

interface Signup {
  readonly type: 'member.signed_up';
  readonly id: string;
  readonly member_id: string;
  readonly occurred_at: number;
  readonly source?: string;
  readonly platform?: string;
}

const PLATFORMS = ['android', 'ios', 'windows', 's40', 'blackberry', '(other)', 'o\'dd \\ "name";', undefined];
const COUNTRIES = ['DE', 'NP', 'WS', undefined];
const SOURCES = ['organic', 'invite', 'paid:radio', undefined];

/** Around the day that Samoa skipped (2011-12-30) and the clocks of Europe and America. */
const FROM = Date.UTC(2011, 9, 20);
const DAYS = 160;

function randomLog(seed: number): { activity: Activity[]; signups: Signup[] } {
  const random = randomFrom(seed);
  const pick = <T>(items: readonly T[]): T => items[Math.floor(random() * items.length)] as T;
  // Some instants exactly on the full hour, where days begin.
  const instant = () => {
    const at = FROM + Math.floor(random() * DAYS * 86_400_000);
    return random() < 0.2 ? at - (at % 3_600_000) : at;
  };
  const activity = Array.from({ length: 3_000 }, (): Activity => {
    const [platform, country] = [pick(PLATFORMS), pick(COUNTRIES)];
    return {
      type: 'member.active',
      member_id: `m${Math.floor(random() ** 2 * 300)}`,
      occurred_at: instant(),
      ...(platform === undefined ? {} : { platform }),
      ...(country === undefined ? {} : { country }),
      ...(random() < 0.5 ? { properties: { plan: pick(['free', 'paid']) } } : {}),
    };
  });
  const signups = Array.from({ length: 600 }, (_, i): Signup => {
    const [source, platform] = [pick(SOURCES), pick(PLATFORMS)];
    return {
      type: 'member.signed_up',
      id: `s${i}`,
      member_id: `m${Math.floor(random() * 300)}`,
      occurred_at: instant(),
      ...(source === undefined ? {} : { source }),
      ...(platform === undefined ? {} : { platform }),
    };
  });
  return { activity, signups };
}

const unknown = (value: string | undefined): string => value ?? 'unknown';

/** Members of each period, of the activities that pass. */
function membersBy(
  activity: readonly Activity[],
  nameOf: (activity: Activity) => string,
  passes: (activity: Activity) => boolean = () => true,
): Map<string, Set<string>> {
  const sets = new Map<string, Set<string>>();
  for (const one of activity) {
    if (passes(one)) sets.set(nameOf(one), (sets.get(nameOf(one)) ?? new Set()).add(one.member_id));
  }
  return sets;
}

describe.each(['UTC', 'Pacific/Apia', 'Asia/Kathmandu', 'America/Santiago'])('series in %s', (timeZone) => {
  const { activity, signups } = randomLog(timeZone.length);
  const dayOf = localDayIn(timeZone);
  const day = (one: { occurred_at: number }) => dayOf(one.occurred_at);
  const month = (one: { occurred_at: number }) => day(one).slice(0, 7);
  const days = [...activity, ...signups].map(day).sort();
  const range = { from: days[0] as string, to: days.at(-1) as string };
  const months = [...new Set(days.map((d) => d.slice(0, 7)))];
  const allDays = daysBetween(range.from, range.to);
  let grapevine: GrapevineProcess;
  let api: ApiClient;

  beforeAll(async () => {
    grapevine = await GrapevineProcess.start();
    const dimensions = ['platform', 'country', 'source', 'plan'];
    api = grapevine.api.as(await addWorkspace(grapevine.dataDir, { timeZone, dimensions }));
    await api.sendAll(shuffled([...activity, ...signups, ...signups], 7), 900, 3);
    await api.drained();
  }, 120_000);

  afterAll(() => grapevine?.remove());

  const sizes = (sets: ReadonlyMap<string, ReadonlySet<string>>, names: readonly string[]) =>
    Object.fromEntries(names.map((name) => [name, sets.get(name)?.size ?? 0]));

  it('has a row for every day, the one that never was among them', async () => {
    const daily = await api.values({ metric: 'active_members', grain: 'day', ...range });
    expect(daily).toEqual(sizes(membersBy(activity, day), allDays));
    if (timeZone === 'Pacific/Apia') expect(daily['2011-12-30']).toBe(0);
  });

  it('counts the right members in every grain and window', async () => {
    for (const [grain, nameOf] of Object.entries(NAIVE_PERIODS)) {
      const names = [...new Set(allDays.map(nameOf))];
      const naive = sizes(
        membersBy(activity, (one) => nameOf(day(one))),
        names,
      );
      expect(await api.values({ metric: 'active_members', grain, ...range })).toEqual(naive);
    }
    const daily = membersBy(activity, day);
    for (const length of [7, 28, 30]) {
      const windowOf = (last: string) => daysBetween(shiftDay(last, 1 - length), last);
      const union = (last: string) => new Set(windowOf(last).flatMap((d) => [...(daily.get(d) ?? [])])).size;
      const naive = Object.fromEntries(allDays.map((last) => [last, union(last)]));
      expect(
        await api.values({ metric: 'active_members', grain: 'day', window: `rolling_${length}`, ...range }),
      ).toEqual(naive);
    }
  });

  it.each([
    ['platform', (one: Activity) => unknown(one.platform)],
    ['country', (one: Activity) => unknown(one.country)],
    ['plan', (one: Activity) => unknown(one.properties?.plan)],
  ] as const)('breaks down by %s; what is not shown is one exact union; totals are beside', async (by, valueOf) => {
    const whole = [...membersBy(activity, valueOf)].map(([value, members]) => ({ value, size: members.size }));
    const largest = whole.sort((a, b) => b.size - a.size || (a.value < b.value ? -1 : 1)).slice(0, 3);
    const shown = largest.map(({ value }) => value).filter((value) => value !== '(other)');
    const label = (one: Activity) => (shown.includes(valueOf(one)) ? valueOf(one) : '(other)');
    const names = whole.length > shown.length ? [...shown, '(other)'] : shown;
    for (const [grain, nameOf] of [
      ['month', month],
      ['day', day],
    ] as const) {
      const periods = grain === 'month' ? months : allDays;
      const sets = membersBy(activity, (one) => `${nameOf(one)}/${label(one)}`);
      const naive = sizes(
        sets,
        names.flatMap((name) => periods.map((period) => `${period}/${name}`)),
      );
      const query = { metric: 'active_members', grain, by, limit: '3', ...range };
      expect(await api.values(query)).toEqual(naive);
      const { data } = await api.series(query);
      const totals = sizes(membersBy(activity, nameOf), periods);
      for (const point of data) expect(point.total).toBe(totals[point.period]);
    }
  });

  it('intersects several filters on the same local day, and takes any of the values of one', async () => {
    const onDay = (passes: (one: Activity) => boolean) =>
      membersBy(activity, (one) => `${day(one)} ${one.member_id}`, passes);
    const onPhones = onDay((one) => one.platform === 'ios' || one.platform === 'o\'dd \\ "name";');
    const inNepal = onDay((one) => one.country === 'NP');
    const naive = Object.fromEntries(months.map((name) => [name, new Set<string>()]));
    for (const key of onPhones.keys()) {
      const [onThe, member] = key.split(' ') as [string, string];
      if (inNepal.has(key)) naive[onThe.slice(0, 7)]?.add(member);
    }
    const filter = ['platform:ios,o\'dd \\\\ "name";', 'country:NP'];
    expect(await api.values({ metric: 'active_members', grain: 'month', filter, ...range })).toEqual(
      Object.fromEntries(Object.entries(naive).map(([name, members]) => [name, members.size])),
    );
    const one = await api.values({ metric: 'active_members', grain: 'month', filter: 'country:NP', ...range });
    expect(one).toEqual(
      sizes(
        membersBy(activity, month, (a) => a.country === 'NP'),
        months,
      ),
    );
  });

  it('counts each member’s earliest signup once, with the source and platform of that event', async () => {
    const earliest = new Map<string, Signup>();
    for (const signup of signups) {
      const known = earliest.get(signup.member_id);
      if (!known || signup.occurred_at < known.occurred_at) earliest.set(signup.member_id, signup);
    }
    const count = (nameOf: (signup: Signup) => string, passes: (signup: Signup) => boolean = () => true) => {
      const counts: Record<string, number> = {};
      for (const one of earliest.values()) if (passes(one)) counts[nameOf(one)] = (counts[nameOf(one)] ?? 0) + 1;
      return counts;
    };
    for (const [grain, nameOf] of Object.entries(NAIVE_PERIODS)) {
      const zeros = Object.fromEntries(allDays.map((d) => [nameOf(d), 0]));
      const naive = { ...zeros, ...count((one) => nameOf(day(one))) };
      expect(await api.values({ metric: 'signups', grain, ...range })).toEqual(naive);
    }
    const sources = [...new Set([...earliest.values()].map((one) => unknown(one.source)))];
    const zeros = Object.fromEntries(sources.flatMap((source) => months.map((m) => [`${m}/${source}`, 0])));
    expect(await api.values({ metric: 'signups', grain: 'month', by: 'source', ...range })).toEqual({
      ...zeros,
      ...count((one) => `${month(one)}/${unknown(one.source)}`),
    });
    expect(await api.values({ metric: 'signups', grain: 'year', filter: 'platform:ios', ...range })).toEqual({
      '2011': 0,
      '2012': 0,
      ...count(
        (one) => day(one).slice(0, 4),
        (one) => one.platform === 'ios',
      ),
    });
  });
});
