import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { occurredAt } from './occurred-at.js';

const read = (value: unknown): number | string => {
  const { success, data, error } = occurredAt.safeParse(value);
  return success ? data : (error.issues[0]?.message ?? '');
};
const FORMS = 'must be RFC 3339 with an offset (2013-12-19T14:00:00Z) or integer epoch milliseconds';
const NO_SUCH_TIME = 'is not a date and time that exists';
const two = (value: number) => String(value).padStart(2, '0');

describe('occurred_at', () => {
  // The examples of RFC 3339, section 5.8, with the instants that `date -u -d` gives for them.
  it.each<[string, number]>([
    ['1985-04-12T23:20:50.52Z', 482196050520],
    ['1996-12-19T16:39:57-08:00', 851042397000],
    ['1990-12-31T23:59:60Z', 662687999999],
    ['1990-12-31T15:59:60-08:00', 662687999999],
    ['2013-12-19T14:00:00+05:45', 1387440900000],
    ['2013-12-19t14:00:00z', 1387461600000],
    ['2013-12-19 14:00:00-00:00', 1387461600000],
    ['2013-12-19T14:00:00.1239999Z', 1387461600123],
    ['2013-12-19T14:00:00.123456789012345Z', 1387461600123],
    ['2012-02-29T00:00:00Z', 1330473600000],
    ['2000-02-29T00:00:00Z', 951782400000],
    ['1970-01-01T00:00:00Z', 0],
    ['1970-01-01T05:45:00+05:45', 0],
    ['2299-12-30T23:59:59.999Z', 10413705599999],
  ])('reads %s', (text, ms) => expect(read(text)).toBe(ms));

  it.each<[unknown, string]>([
    ['2013-02-30T00:00:00Z', NO_SUCH_TIME],
    ['2013-02-29T00:00:00Z', NO_SUCH_TIME],
    ['2100-02-29T00:00:00Z', NO_SUCH_TIME],
    ['2013-13-01T00:00:00Z', NO_SUCH_TIME],
    ['2013-00-10T00:00:00Z', NO_SUCH_TIME],
    ['2013-01-00T00:00:00Z', NO_SUCH_TIME],
    ['2013-04-31T00:00:00Z', NO_SUCH_TIME],
    ['2013-12-19T24:00:00Z', NO_SUCH_TIME],
    ['2013-12-19T14:60:00Z', NO_SUCH_TIME],
    ['2013-12-19T14:00:61Z', NO_SUCH_TIME],
    // A sixtieth second only where a leap second can be: at the end of a month, in UTC.
    ['2013-12-19T14:00:60Z', NO_SUCH_TIME],
    ['1990-12-31T23:59:60+01:00', NO_SUCH_TIME],
    ['2013-12-19T14:00:00+24:00', 'has an offset that does not exist'],
    ['2013-12-19T14:00:00+05:60', 'has an offset that does not exist'],
    ['1969-12-31T23:59:59.999Z', 'lies before 1970'],
    ['1970-01-01T00:00:00+00:01', 'lies before 1970'],
    ['2299-12-31T00:00:00Z', 'lies after 2299'],
    ['9999-12-31T23:59:59Z', 'lies after 2299'],
    ['2013-12-19T14:00:00', FORMS],
    ['2013-12-19T14:00Z', FORMS],
    ['2013-12-19', FORMS],
    ['2013-12-19T14:00:00+0545', FORMS],
    ['2013-12-19T14:00:00Z\n', FORMS],
    [' 2013-12-19T14:00:00Z', FORMS],
    ['２０１３-12-19T14:00:00Z', FORMS],
    ['+002013-12-19T14:00:00Z', FORMS],
    ['Thu, 19 Dec 2013 14:00:00 GMT', FORMS],
    ['', FORMS],
    ['1387461600000', 'is a number written as text: leave out the quotes'],
    ['1387461600', 'is a number written as text: leave out the quotes'],
    [1387461600, 'looks like seconds: send epoch milliseconds'],
    [1387461600.5, 'looks like seconds: send epoch milliseconds'],
    [99_999_999_999, 'looks like seconds: send epoch milliseconds'],
    [0, 'looks like seconds: send epoch milliseconds'],
    [-1, 'looks like seconds: send epoch milliseconds'],
    [1387461600000.5, 'must be an integer number of milliseconds'],
    [1387461600000000, 'lies after 2299: send epoch milliseconds, not micro- or nanoseconds'],
    [1.3874616e18, 'lies after 2299: send epoch milliseconds, not micro- or nanoseconds'],
    [Number.POSITIVE_INFINITY, FORMS],
    [true, FORMS],
    [null, FORMS],
    [['2013-12-19T14:00:00Z'], FORMS],
    [{ $date: '2013-12-19T14:00:00Z' }, FORMS],
  ])('refuses %j and says why', (value, message) => expect(read(value)).toBe(message));

  it('takes integers from the first that can be milliseconds to the last that the warehouse can hold', () => {
    expect(read(100_000_000_000)).toBe(100_000_000_000);
    expect(read(Date.UTC(2299, 11, 31) - 1)).toBe(Date.UTC(2299, 11, 31) - 1);
    expect(read(Date.UTC(2299, 11, 31))).toMatch(/^lies after 2299/);
  });

  it('knows for every day of the calendar whether it exists', () => {
    for (let year = 1970; year < 2299; year++) {
      for (let month = 1; month <= 12; month++) {
        // Day 0 of the next month is the last of this one.
        const days = new Date(Date.UTC(year, month, 0)).getUTCDate();
        const last = `${year}-${two(month)}-${two(days)}T12:00:00Z`;
        expect([last, read(last)]).toEqual([last, Date.UTC(year, month - 1, days, 12)]);
        for (let day = days + 1; day <= 32; day++) {
          expect(read(`${year}-${two(month)}-${two(day)}T12:00:00Z`)).toBe(NO_SUCH_TIME);
        }
      }
    }
  });

  it('reads any instant in any offset as Date.parse does', () => {
    const instants = fc.integer({ min: 86_400_000, max: Date.UTC(2299, 11, 29) });
    const offsets = fc.integer({ min: -23 * 60 - 59, max: 23 * 60 + 59 });
    fc.assert(
      fc.property(instants, offsets, (instant, offset) => {
        const wall = new Date(instant + offset * 60_000).toISOString().slice(0, -1);
        const [sign, minutes] = [offset < 0 ? '-' : '+', Math.abs(offset)];
        const text = `${wall}${sign}${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
        expect(read(text)).toBe(instant);
        expect(Date.parse(text)).toBe(instant);
      }),
      { numRuns: 1_000 },
    );
  });

  it('never throws, and gives an instant in bounds or a reason', () => {
    fc.assert(
      fc.property(fc.anything(), (value) => {
        const answer = read(value);
        if (typeof answer === 'number') {
          expect(Number.isSafeInteger(answer) && answer >= 0 && answer < Date.UTC(2299, 11, 31)).toBe(true);
        } else {
          expect(answer).not.toBe('');
        }
      }),
      { numRuns: 1_000 },
    );
  });
});
