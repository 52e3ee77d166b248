import { describe, expect, it } from '@jest/globals';
import { dateOf, dayNumber, LocalDayReader } from './local-days.js';

// Instants and dates by the tz database's own accounts of these transitions.
describe('the local day of an instant', () => {
  it.each([
    ['UTC', '2004-04-15T23:59:59.999Z', '2004-04-15'],
    ['Asia/Kathmandu', '2013-12-19T18:14:59.999Z', '2013-12-19'],
    ['Asia/Kathmandu', '2013-12-19T18:15:00.000Z', '2013-12-20'],
    // 30 December 2011 never was in Samoa.
    ['Pacific/Apia', '2011-12-30T09:59:59.999Z', '2011-12-29'],
    ['Pacific/Apia', '2011-12-30T10:00:00.000Z', '2011-12-31'],
    // Newfoundland changed its clocks at one minute past midnight: back to 23:01 of the day before.
    ['America/St_Johns', '2010-11-07T02:30:30.000Z', '2010-11-07'],
    ['America/St_Johns', '2010-11-07T02:31:00.000Z', '2010-11-06'],
    ['America/St_Johns', '2010-11-07T03:29:59.999Z', '2010-11-06'],
    ['America/St_Johns', '2010-11-07T03:30:00.000Z', '2010-11-07'],
    // Liberia was 44 minutes and 30 seconds behind until 1972.
    ['Africa/Monrovia', '1971-06-01T00:44:29.000Z', '1971-05-31'],
    ['Africa/Monrovia', '1971-06-01T00:44:30.000Z', '1971-06-01'],
    ['America/New_York', '1970-01-01T00:00:00.000Z', '1969-12-31'],
  ])('in %s of %s is %s', (zone, instant, date) => {
    const days = new LocalDayReader(zone);
    // Asked twice: the second time from memory.
    for (const _ of [1, 2]) expect(dateOf(days.dayOf(Date.parse(instant)))).toBe(date);
  });

  it('is a number that dates turn into and back', () => {
    expect([dayNumber('1970-01-01'), dayNumber('2004-02-29')]).toEqual([0, 12_477]);
    expect(dateOf(dayNumber('2004-02-29') + 1)).toBe('2004-03-01');
  });
});
