import type { GrowthAnswer, PowerCurveAnswer, Problem, RetentionAnswer, SeriesPoint } from '@grapevine/contracts';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { GrapevineProcess } from '../support/grapevine-process.js';
import { daysBetween, NAIVE_PERIODS, shiftDay } from '../support/naive-calendar.js';

/**
 * Periods that are not over: compared with as much of another one as has elapsed, and never told as if they were. The log is made
 * around today, which is taken from the server's own clock, so that it may run at any time, midnight included.
 */
describe('the running period', () => {
  let grapevine: GrapevineProcess;
  let today: string;

  /** On every one of the last 400 days: a member of its own, one who is always there, and one on every other day. */
  const membersOn = (day: string): string[] => {
    const even = Date.parse(day) % (2 * 86_400_000) === 0;
    return [`only ${day}`, 'always', ...(even ? ['every other day'] : [])];
  };

  beforeAll(async () => {
    grapevine = await GrapevineProcess.start();
    const { meta } = await grapevine.api.series({ metric: 'active_members' });
    today = meta.as_of.slice(0, 10);
    const events = daysBetween(shiftDay(today, -400), today).flatMap((day) =>
      membersOn(day).map((member) => ({ type: 'member.active', member_id: member, occurred_at: `${day}T00:00:00Z` })),
    );
    await grapevine.api.sendAll(events);
    await grapevine.api.drained();
  }, 120_000);

  afterAll(() => grapevine?.remove());

  const active = (from: string, to: string): Set<string> => new Set(daysBetween(from, to).flatMap(membersOn));

  /** The point of the period that today lies in. */
  const running = async (query: Record<string, string>): Promise<SeriesPoint> => {
    const { data, meta } = await grapevine.api.series({ ...query, from: today, to: today });
    expect(data).toHaveLength(1);
    expect(meta.as_of.slice(0, 10)).toBe(today);
    expect(data[0]).toMatchObject({ complete: false, sealed: false });
    return data[0] as SeriesPoint;
  };

  it.each(['week', 'month', 'quarter', 'year'])(
    'of grain %s is compared with as many days as have elapsed',
    async (grain) => {
      const { start, value, compare } = await running({ metric: 'active_members', grain, compare: 'previous_period' });
      const before = daysBetween(compare?.start ?? '', shiftDay(start, -1));
      const elapsed = Math.min(daysBetween(start, today).length, before.length);
      const cut = before[elapsed - 1] as string;
      // A quarter and a year may begin before the log does; what is not in the log is nobody.
      const known = daysBetween(compare?.start ?? '', cut).filter((day) => day >= shiftDay(today, -400));
      const expected = known.length === 0 ? null : new Set(known.flatMap(membersOn)).size;
      expect(compare?.period).toBe(NAIVE_PERIODS[grain]?.(compare?.start ?? ''));
      expect(compare?.end).toBe(cut);
      expect(compare?.value).toBe(expected);
      expect(value).toBe(active(start, today).size);
      if (expected) {
        expect(compare?.change).toBeCloseTo((value as number) / expected - 1, 12);
        expect(compare?.difference).toBe((value as number) - expected);
      }
    },
  );

  it('compares who was new, who churned, and how often people came, over the same days', async () => {
    const { compare } = await running({ metric: 'new_members', grain: 'month', compare: 'previous_period' });
    const days = daysBetween(compare?.start ?? '', compare?.end ?? '');
    expect(compare?.value).toBe(days.length);
    const churned = await running({ metric: 'churned_members', grain: 'month', compare: 'previous_period' });
    const monthBefore = daysBetween(shiftDay(compare?.start ?? '', -31), shiftDay(compare?.start ?? '', -1)).filter(
      (day) => day.slice(0, 7) === shiftDay(compare?.start ?? '', -1).slice(0, 7),
    );
    const stayed = active(days[0] as string, days.at(-1) as string);
    expect(churned.compare?.value).toBe(
      [...new Set(monthBefore.flatMap(membersOn))].filter((m) => !stayed.has(m)).length,
    );
    const sticky = await running({ metric: 'stickiness', grain: 'month', compare: 'previous_period' });
    const mean = days.reduce((sum, day) => sum + membersOn(day).length, 0) / days.length;
    expect(sticky.compare?.value).toBeCloseTo(mean / stayed.size, 12);
    const elapsed = daysBetween(`${today.slice(0, 7)}-01`, today);
    const meanNow = elapsed.reduce((sum, day) => sum + membersOn(day).length, 0) / elapsed.length;
    expect(sticky.value).toBeCloseTo(meanNow / active(elapsed[0] as string, today).size, 12);
  });

  it('of a rolling window is compared whole, with the window right before and with that of a year before', async () => {
    const window = { metric: 'active_members', grain: 'day', window: 'rolling_28' };
    const before = (await running({ ...window, compare: 'previous_period' })).compare;
    expect(before).toMatchObject({
      period: shiftDay(today, -28),
      start: shiftDay(today, -55),
      end: shiftDay(today, -28),
    });
    expect(before?.value).toBe(active(shiftDay(today, -55), shiftDay(today, -28)).size);
    const date = `${Number(today.slice(0, 4)) - 1}${today.slice(4)}`;
    const year = (await running({ ...window, compare: 'previous_year' })).compare;
    expect(year?.value).toBe(today.endsWith('-02-29') ? null : active(shiftDay(date, -27), date).size);
  });

  it('is not in retention, but whoever came back in it has come back', async () => {
    const path = `/v1/retention?grain=week&periods=3&from=${shiftDay(today, -7)}&to=${today}`;
    const on = (await grapevine.api.get<RetentionAnswer>(path)).data;
    expect(on.map(({ complete }) => complete)).toEqual([true, false]);
    const week = daysBetween(on[0]?.start ?? '', on[0]?.end ?? '');
    expect(on[0]).toMatchObject({ size: week.length, retained: [week.length, null, null] });
    expect(on[1]).toMatchObject({ size: daysBetween(on[1]?.start ?? '', today).length, retained: [null, null, null] });
    const history = `/v1/retention?grain=day&mode=on_or_after&periods=2&from=${shiftDay(today, -400)}&to=${shiftDay(today, -400)}`;
    const [first] = (await grapevine.api.get<RetentionAnswer>(history)).data;
    const regulars = membersOn(shiftDay(today, -400)).length - 1;
    expect(first).toMatchObject({ size: regulars + 1, retained: [regulars + 1, regulars] });
  });

  it('has growth that adds up so far, and says that it is not over', async () => {
    const { data, meta } = await grapevine.api.get<GrowthAnswer>(`/v1/growth?grain=month&from=${today}&to=${today}`);
    expect(data).toHaveLength(1);
    expect(data[0]).toMatchObject({ complete: false, sealed: false, identity_holds: true });
    expect(meta.identity_holds).toBe(true);
  });

  it('may be the last day of a power curve', async () => {
    const curve = await grapevine.api.get<PowerCurveAnswer>('/v1/power-curve?days=7');
    expect(curve).toMatchObject({ complete: false, active: active(shiftDay(today, -6), today).size });
    // Seven members of one day each, one of every other day, one of all.
    const everyOther = daysBetween(shiftDay(today, -6), today).filter((day) => membersOn(day).length === 3).length;
    expect(curve.data[0]?.members).toBe(7);
    expect([curve.data[everyOther - 1]?.members, curve.data[6]?.members]).toEqual([1, 1]);
  });

  it.each([
    ['/v1/growth?grain=hour', 'grain'],
    ['/v1/growth?by=shoe_size', 'by'],
    ['/v1/growth?metric=active_members', 'metric'],
    ['/v1/growth?grain=day&from=1990-01-01', 'from'],
    ['/v1/growth?limit=0', 'limit'],
    ['/v1/retention?cohort=born', 'cohort'],
    ['/v1/retention?mode=sometimes', 'mode'],
    ['/v1/retention?periods=401', 'periods'],
    ['/v1/retention?periods=', 'periods'],
    ['/v1/retention?grain=day&periods=400&from=2010-01-01&to=2014-12-31', 'periods'],
    ['/v1/retention?filter=shoe_size:9', 'filter'],
    ['/v1/power-curve?days=91', 'days'],
    ['/v1/power-curve?days=0', 'days'],
    ['/v1/power-curve?as_of=2004-02-30', 'as_of'],
    ['/v1/power-curve?filter=platform', 'filter'],
    ['/v1/series?metric=net_new&over=121', 'over'],
    ['/v1/series?metric=active_members&compare=never', 'compare'],
    ['/v1/series?metric=growth', 'metric'],
  ])('%s is refused for its %s', async (path, parameter) => {
    const { status, body } = await grapevine.api.request<Problem>('GET', path);
    expect(status).toBe(422);
    expect(body.errors?.map((error) => error.parameter)).toEqual([parameter]);
  });
});
