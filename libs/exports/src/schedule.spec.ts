import type { ExportSchedule } from '@grapevine/contracts';
import { describe, expect, it } from '@jest/globals';
import { nextOccurrence, occurrences, scheduleFault } from './schedule.js';

/** Both directions, changes of half an hour, at midnight, and on days of their own; and zones that have none. */
const ZONES = [
  ...['Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe', 'America/Santiago'],
  ...['Africa/Cairo', 'Asia/Kathmandu', 'Pacific/Auckland', 'America/St_Johns'],
];
const FROM = Date.UTC(2024, 11, 31, 12);
const UNTIL = Date.UTC(2026, 11, 31, 12);
const MINUTE_MS = 60_000;

/** A minute of two years as the clock on the wall shows it, `2025-03-30 03:00`. */
interface Shown {
  readonly at: number;
  readonly date: string;
  readonly time: string;
}

/** What the clock shows at every quarter of an hour, by Intl: every minute that schedules below name is one of them. */
function shownIn(timeZone: string): Shown[] {
  const format = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'short' });
  const shown: Shown[] = [];
  for (let at = FROM; at <= UNTIL; at += 15 * MINUTE_MS) {
    const [date = '', time = ''] = format.format(at).split(' ');
    shown.push({ at, date, time });
  }
  return shown;
}

/** Of each local date on which it is to fire the first quarter of an hour that shows the time, or a later one. */
function naively(
  shown: ReadonlyMap<string, readonly Shown[]>,
  time: string,
  isDay: (date: string) => boolean,
): number[] {
  // The first date began before the two years.
  const dates = [...shown].slice(1).filter(([date]) => isDay(date));
  return dates.flatMap(([, quarters]) => quarters.find((quarter) => quarter.time >= time)?.at ?? []);
}

const byDate = (shown: readonly Shown[]): ReadonlyMap<string, readonly Shown[]> => {
  const dates = new Map<string, Shown[]>();
  for (const quarter of shown) dates.set(quarter.date, [...(dates.get(quarter.date) ?? []), quarter]);
  return dates;
};

const weekdayOf = (date: string): string =>
  new Date(`${date}T12:00:00Z`).toLocaleDateString('en', { weekday: 'long', timeZone: 'UTC' }).toLowerCase();
const isFirstWeekday = (date: string): boolean => {
  const day = Number(date.slice(8));
  const weekday = weekdayOf(date);
  if (weekday === 'saturday' || weekday === 'sunday') return false;
  return day === 1 || (day <= 3 && weekday === 'monday');
};
const isLastOfMonth = (date: string): boolean =>
  new Date(Date.parse(`${date}T00:00:00Z`) + 86_400_000).getUTCDate() === 1;

const SCHEDULES: [ExportSchedule, (date: string) => boolean][] = [
  ...['00:00', '00:30', '01:30', '02:00', '02:15', '02:30', '03:00', '06:30', '23:45'].map(
    (time): [ExportSchedule, () => boolean] => [{ kind: 'daily', time }, () => true],
  ),
  [{ kind: 'weekly', weekday: 'sunday', time: '02:30' }, (date) => weekdayOf(date) === 'sunday'],
  [{ kind: 'weekly', weekday: 'friday', time: '00:00' }, (date) => weekdayOf(date) === 'friday'],
  [{ kind: 'monthly', day: 1, time: '06:00' }, (date) => date.endsWith('-01')],
  [{ kind: 'monthly', day: 31, time: '02:30' }, isLastOfMonth],
  [{ kind: 'first_weekday', time: '07:15' }, isFirstWeekday],
];

const timeOf = (schedule: ExportSchedule): string => ('time' in schedule ? schedule.time : '');

describe.each(ZONES)('over two years in %s', (zone) => {
  const shown = shownIn(zone);
  const dates = byDate(shown);

  it('a schedule fires once on each of its days, at its time, and where the clock leaves it out at the first moment after', () => {
    for (const [schedule, isDay] of SCHEDULES) {
      const expected = naively(dates, timeOf(schedule), isDay);
      expect(expected.length).toBeGreaterThan(20);
      const found = occurrences(schedule, zone, expected[0] as number, UNTIL);
      expect([schedule, found]).toEqual([schedule, expected.slice(1)]);
    }
  });

  it('an hourly one fires whenever the clock shows its minute', () => {
    for (const minute of [0, 15, 45]) {
      const ending = `:${String(minute).padStart(2, '0')}`;
      const expected = shown.filter(({ at, time }) => at > FROM && time.endsWith(ending)).map(({ at }) => at);
      expect(occurrences({ kind: 'hourly', minute }, zone, FROM, UNTIL)).toEqual(expected);
    }
  });

  it('a cron expression fires as the schedule that says the same', () => {
    const same: [string, ExportSchedule][] = [
      ['30 2 * * *', { kind: 'daily', time: '02:30' }],
      ['0 0 * * *', { kind: 'daily', time: '00:00' }],
      ['15 7 * * 0', { kind: 'weekly', weekday: 'sunday', time: '07:15' }],
      ['30 2 L * *', { kind: 'monthly', day: 31, time: '02:30' }],
    ];
    for (const [expression, schedule] of same) {
      const found = occurrences({ kind: 'cron', expression }, zone, FROM, UNTIL);
      expect([expression, found]).toEqual([expression, occurrences(schedule, zone, FROM, UNTIL)]);
    }
  });

  it('fires the same, none twice and none left out, however often it is asked what is due', () => {
    for (const schedule of [...SCHEDULES.map(([one]) => one), { kind: 'hourly', minute: 30 } as const]) {
      const whole = occurrences(schedule, zone, FROM, UNTIL);
      const found: number[] = [];
      for (let from = FROM, step = 1; from < UNTIL; step = (step * 7) % 1_201) {
        const until = Math.min(from + step * 61 * MINUTE_MS, UNTIL);
        found.push(...occurrences(schedule, zone, from, until));
        from = until;
      }
      expect(found).toEqual(whole);
    }
  });
});

describe('a schedule', () => {
  it('by known answers: the day that the clock is set forward, and the one that it is set back', () => {
    const at = (time: string, from: string, until: string) =>
      occurrences({ kind: 'daily', time }, 'Europe/Berlin', Date.parse(from), Date.parse(until)).map((one) =>
        new Date(one).toISOString(),
      );
    expect(at('02:30', '2026-03-28T12:00:00Z', '2026-03-30T12:00:00Z')).toEqual([
      '2026-03-29T01:00:00.000Z',
      '2026-03-30T00:30:00.000Z',
    ]);
    expect(at('02:30', '2026-10-24T12:00:00Z', '2026-10-26T12:00:00Z')).toEqual([
      '2026-10-25T00:30:00.000Z',
      '2026-10-26T01:30:00.000Z',
    ]);
  });

  it('says when it fires next, and no more than it is asked for', () => {
    const now = Date.parse('2026-11-28T12:00:00Z');
    const next = (schedule: ExportSchedule) =>
      new Date(nextOccurrence(schedule, 'Asia/Kathmandu', now) ?? 0).toISOString();
    expect(next({ kind: 'daily', time: '06:00' })).toBe('2026-11-29T00:15:00.000Z');
    expect(next({ kind: 'first_weekday', time: '06:00' })).toBe('2026-12-01T00:15:00.000Z');
    expect(next({ kind: 'cron', expression: '0 6 29 2 *' })).toBe('2028-02-29T00:15:00.000Z');
    expect(occurrences({ kind: 'hourly', minute: 0 }, 'UTC', now, now + 86_400_000, 3)).toHaveLength(3);
  });

  it.each([
    ['0 6 * * 1-5', undefined],
    ['*/15 6-8 1,15 JAN-MAR THU', undefined],
    ['0 6 * *', /five fields/],
    ['0 0 6 * * *', /five fields/],
    ['@daily', /five fields/],
    ['61 * * * *', /not a cron expression/],
    ['0 6 31 2 *', /not a cron expression/],
    ['H 6 * * *', /must not have H/],
    ['H/5 6 * * *', /must not have H/],
  ])('as cron %s: %s', (expression, fault) => {
    const found = scheduleFault({ kind: 'cron', expression });
    if (fault === undefined) expect(found).toBeUndefined();
    else expect(found).toMatch(fault);
  });
});
