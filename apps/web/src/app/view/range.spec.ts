import { describe, expect, it } from '@jest/globals';
import { holdsMonth, isShort, readRange, resolveRange, writeRange } from './range.js';

const reach = { from: '2004-04-15', through: '2004-10-26' };
const read = (search: string) => readRange(new URLSearchParams(search));

describe('the range of a page', () => {
  it('is what the address says, or the default', () => {
    expect(read('range=ytd')).toBe('ytd');
    expect(read('')).toBe('recent');
    expect(read('range=nonsense')).toBe('recent');
    expect(read('from=2004-05-01&to=2004-05-31')).toEqual({ from: '2004-05-01', to: '2004-05-31' });
    expect(read('from=2004-05-31&to=2004-05-01')).toBe('recent');
    expect(read('from=yesterday&to=2004-05-01')).toBe('recent');
    expect(read('from=2013-02-31&to=2013-03-05')).toBe('recent');
    expect(read('from=2012-02-29&to=2012-03-05')).toEqual({ from: '2012-02-29', to: '2012-03-05' });
    expect(read('from=0001-01-01&to=9999-01-01')).toBe('recent');
  });

  it('is written into the address, alone', () => {
    const parameters = new URLSearchParams('range=ytd&compare=previous_year');
    writeRange(parameters, { from: '2004-05-01', to: '2004-05-31' });
    expect(parameters.toString()).toBe('compare=previous_year&from=2004-05-01&to=2004-05-31');
    writeRange(parameters, 'recent');
    expect(parameters.toString()).toBe('compare=previous_year');
  });

  it.each([
    ['today', '2004-10-26', '2004-10-26'],
    ['7d', '2004-10-20', '2004-10-26'],
    ['28d', '2004-09-29', '2004-10-26'],
    ['mtd', '2004-10-01', '2004-10-26'],
    ['last_month', '2004-09-01', '2004-09-30'],
    ['6m', '2004-05-01', '2004-10-26'],
    ['12m', '2003-11-01', '2004-10-26'],
    ['36m', '2001-11-01', '2004-10-26'],
    ['ytd', '2004-01-01', '2004-10-26'],
    ['all', '2004-04-15', '2004-10-26'],
  ] as const)('%s is %s to %s', (preset, from, to) => {
    expect(resolveRange(preset, reach)).toEqual({ from, to });
  });

  it.each([
    ['2004-10-26', '2004-10-26', true, false],
    // Month to date, and the same days of a month that the data goes on from.
    ['2004-10-01', '2004-10-26', true, true],
    ['2004-09-01', '2004-09-26', true, false],
    ['2004-09-01', '2004-09-30', true, true],
    ['2004-08-02', '2004-09-29', true, false],
    ['2004-08-02', '2004-09-30', true, true],
    ['2003-12-02', '2004-01-31', true, true],
    ['2004-08-01', '2004-10-02', false, true],
  ])('from %s to %s is short: %s, and holds a month: %s', (from, to, short, month) => {
    expect([isShort({ from, to }), holdsMonth({ from, to }, reach.through)]).toEqual([short, month]);
  });

  it('without days is the default of the API, which is long', () => {
    expect([isShort({}), holdsMonth({}, reach.through)]).toEqual([false, true]);
  });

  it('crosses the turn of a year', () => {
    expect(resolveRange('last_month', { from: null, through: '2005-01-03' })).toEqual({
      from: '2004-12-01',
      to: '2004-12-31',
    });
  });

  it('leaves the default to the API, and days as they are', () => {
    expect(resolveRange('recent', { from: undefined, through: undefined })).toEqual({});
    const days = { from: '2004-05-01', to: '2004-05-31' };
    expect(resolveRange(days, { from: undefined, through: undefined })).toEqual(days);
  });

  it('waits for what it needs to know', () => {
    expect(resolveRange('ytd', { from: undefined, through: undefined })).toBeUndefined();
    expect(resolveRange('all', { from: undefined, through: '2004-10-26' })).toBeUndefined();
    expect(resolveRange('all', { from: null, through: null })).toEqual({});
  });
});
