import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { LocalDays } from './local-days.js';

const ZONES = Intl.supportedValuesOf('timeZone');
const LAST = Date.UTC(2299, 11, 30);
const FORTNIGHT = 14 * 86_400_000;

/** The day by the clock on the wall, as ICU writes it: nothing of the code under test. */
function wallClock(timeZone: string): (instant: number) => string {
  const format = new Intl.DateTimeFormat('en-u-ca-iso8601-nu-latn', {
    timeZone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
  });
  return (instant) => {
    const parts = Object.fromEntries(format.formatToParts(instant).map(({ type, value }) => [type, value]));
    return `${parts.year}-${parts.month}-${parts.day}`;
  };
}

/** Offset in ms as ICU names it, `GMT-02:30`: nothing of the code under test either. */
function offsetClock(timeZone: string): (instant: number) => string {
  const format = new Intl.DateTimeFormat('en', { timeZone, timeZoneName: 'longOffset', year: 'numeric' });
  return (instant) => format.format(instant).split(' ').at(-1) ?? '';
}

/** Instants to 2040 at which the zone's clocks were or will be changed, but for changes back within a fortnight. */
function transitionsOf(timeZone: string): number[] {
  const offsetAt = offsetClock(timeZone);
  // Whole days apart, the same time of day says that the offset is the same.
  const timeOfDay = new Intl.DateTimeFormat('en', { timeZone, hour: 'numeric', minute: 'numeric', hourCycle: 'h23' });
  const instants: number[] = [];
  let time = timeOfDay.format(0);
  for (let from = 0; from < Date.UTC(2040, 0); from += FORTNIGHT) {
    let [before, after] = [from, from + FORTNIGHT];
    const next = timeOfDay.format(after);
    if (next === time) continue;
    time = next;
    const offset = offsetAt(before);
    while (after - before > 1) {
      const middle = Math.floor((before + after) / 2);
      if (offsetAt(middle) === offset) before = middle;
      else after = middle;
    }
    instants.push(after);
  }
  return instants;
}

describe('LocalDays', () => {
  // From the tz database (northamerica, australasia, asia, africa, southamerica).
  it.each([
    // 00:01 -02:30 back to 23:01 -03:30: a minute of the 7th, 59 of the 6th, then the 7th.
    ['America/St_Johns', '2010-11-07T02:29:59.999Z', '2010-11-06'],
    ['America/St_Johns', '2010-11-07T02:30:00Z', '2010-11-07'],
    ['America/St_Johns', '2010-11-07T02:30:59.999Z', '2010-11-07'],
    ['America/St_Johns', '2010-11-07T02:31:00Z', '2010-11-06'],
    ['America/St_Johns', '2010-11-07T03:29:59.999Z', '2010-11-06'],
    ['America/St_Johns', '2010-11-07T03:30:00Z', '2010-11-07'],
    // From -10 to +14 at midnight: there was no 30th.
    ['Pacific/Apia', '2011-12-30T09:59:59.999Z', '2011-12-29'],
    ['Pacific/Apia', '2011-12-30T10:00:00Z', '2011-12-31'],
    ['Pacific/Kwajalein', '1993-08-21T11:59:59.999Z', '1993-08-20'],
    ['Pacific/Kwajalein', '1993-08-21T12:00:00Z', '1993-08-22'],
    ['Asia/Kathmandu', '2013-12-18T18:14:59.999Z', '2013-12-18'],
    ['Asia/Kathmandu', '2013-12-18T18:15:00Z', '2013-12-19'],
    ['Asia/Kathmandu', '1985-12-18T18:15:00Z', '1985-12-18'],
    // +11 in summer, +10:30 in winter.
    ['Australia/Lord_Howe', '2013-12-31T12:59:59.999Z', '2013-12-31'],
    ['Australia/Lord_Howe', '2013-12-31T13:00:00Z', '2014-01-01'],
    ['Australia/Lord_Howe', '2013-06-30T13:29:59.999Z', '2013-06-30'],
    ['Australia/Lord_Howe', '2013-06-30T13:30:00Z', '2013-07-01'],
    // +01, but +00 in Ramadan (6 May to 4 June 2019).
    ['Africa/Casablanca', '2019-06-01T23:30:00Z', '2019-06-01'],
    ['Africa/Casablanca', '2019-07-01T23:30:00Z', '2019-07-02'],
    // Summer time was interrupted for Ramadan, from 11 August to 9 September 2010.
    ['Africa/Cairo', '2010-08-20T21:30:00Z', '2010-08-20'],
    ['Africa/Cairo', '2010-08-05T21:30:00Z', '2010-08-06'],
    // Two weeks of summer time, from 8 to 15 October 2000.
    ['America/Recife', '2000-10-10T02:30:00Z', '2000-10-10'],
    ['America/Recife', '2000-10-20T02:30:00Z', '2000-10-19'],
    // The rules of today go on for ever.
    ['Europe/Berlin', '2050-06-30T22:00:00Z', '2050-07-01'],
    ['Europe/Berlin', '2050-12-30T22:59:59Z', '2050-12-30'],
    // 23:59:59 was followed by 01:00.
    ['America/Sao_Paulo', '2018-11-04T02:59:59.999Z', '2018-11-03'],
    ['America/Sao_Paulo', '2018-11-04T03:00:00Z', '2018-11-04'],
    ['UTC', '1970-01-01T00:00:00Z', '1970-01-01'],
    ['Etc/GMT-14', '2013-12-18T10:00:00Z', '2013-12-19'],
    ['America/New_York', '1970-01-01T00:00:00Z', '1969-12-31'],
  ])('%s: %s is on %s', (zone, instant, day) => {
    expect(new LocalDays(zone).dayOf(Date.parse(instant))).toBe(day);
  });

  it('agrees with the clock on the wall in every zone, around each change of its clocks and at random', () => {
    for (const zone of ZONES) {
      const days = new LocalDays(zone);
      const expected = wallClock(zone);
      const random = fc.sample(fc.integer({ min: 0, max: LAST }), { numRuns: 30, seed: 20131219 });
      const around = transitionsOf(zone).flatMap((at) => [at - 1, at, at + 3_599_999]);
      const instants = [...random, ...around];
      expect([zone, instants.map((at) => days.dayOf(at))]).toEqual([zone, instants.map(expected)]);
    }
  });

  it('gives offsets from which others compute the same days, in every zone', () => {
    const dayBy = (pieces: readonly { from: number; offset: number }[], instant: number) => {
      const offset = pieces.findLast(({ from }) => from <= instant)?.offset ?? Number.NaN;
      return new Date(instant + offset).toISOString().slice(0, 10);
    };
    for (const zone of ZONES) {
      const days = new LocalDays(zone);
      const expected = wallClock(zone);
      const notable = [...transitionsOf(zone).slice(-4), Date.UTC(2010, 10, 7, 2, 31), Date.UTC(2011, 11, 30, 10)];
      for (const at of notable) {
        const [from, to] = [at - 100_000_000, at + 100_000_000];
        const pieces = days.offsetsBetween(from, to);
        const instants = [from, at - 1, at, at + 1, at + 60_000, at + 3_600_000, at + 12_345_678, to];
        expect([zone, at, instants.map((one) => dayBy(pieces, one))]).toEqual([zone, at, instants.map(expected)]);
      }
    }
  });

  it('gives as few offsets as there are, and each from its instant on', () => {
    const HOUR = 3_600_000;
    expect(new LocalDays('UTC').offsetsBetween(0, LAST)).toEqual([{ from: 0, offset: 0 }]);
    const year = new LocalDays('Europe/Berlin').offsetsBetween(Date.UTC(2013, 0), Date.UTC(2013, 11, 31));
    expect(year).toEqual([
      { from: Date.UTC(2013, 0), offset: HOUR },
      { from: Date.UTC(2013, 2, 31, 1), offset: 2 * HOUR },
      { from: Date.UTC(2013, 9, 27, 1), offset: HOUR },
    ]);
    // At 00:01 local time.
    const minute = new LocalDays('America/St_Johns').offsetsBetween(Date.UTC(2010, 10, 6), Date.UTC(2010, 10, 8));
    expect(minute[1]).toEqual({ from: Date.UTC(2010, 10, 7, 2, 31), offset: -3.5 * HOUR });
  });

  it('gives the same whatever it was asked before: what it remembers of a day holds for the whole day', () => {
    const zones = fc.constantFrom('America/St_Johns', 'Pacific/Apia', 'Australia/Lord_Howe', 'Africa/Casablanca');
    const hours = fc.array(fc.integer({ min: 0, max: 24 * 366 * 20 }), { minLength: 1, maxLength: 30 });
    fc.assert(
      fc.property(zones, hours, (zone, asked) => {
        const warm = new LocalDays(zone);
        for (const hour of asked) {
          const instant = Date.UTC(2000, 0) + hour * 3_600_000;
          expect(warm.dayOf(instant)).toBe(new LocalDays(zone).dayOf(instant));
        }
      }),
      { numRuns: 200 },
    );
  });

  it('refuses a zone that does not exist', () => {
    expect(() => new LocalDays('Atlantis/Capital')).toThrow(RangeError);
  });
});
