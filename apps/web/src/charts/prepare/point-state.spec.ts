import { describe, expect, it } from '@jest/globals';
import { beginsWithin, elapsed, endsWithin, localDay, stateOf } from './point-state.js';

const may = { period: '2004-05', start: '2004-05-01', end: '2004-05-31', value: 1038, complete: true, sealed: true };
const reach = { data_from: '2004-04-15', data_through: '2004-10-26' };

describe('the state of a point', () => {
  it('tells final, changeable and running values apart', () => {
    expect(stateOf(may, reach)).toBe('sealed');
    expect(stateOf({ ...may, sealed: false }, reach)).toBe('complete');
    expect(stateOf({ ...may, complete: false, sealed: false }, reach)).toBe('running');
    expect(stateOf({ ...may, maturing: true, sealed: false }, reach)).toBe('maturing');
    // The data ends within October: less than the month is in its number.
    expect(stateOf({ ...may, start: '2004-10-01', end: '2004-10-31' }, reach)).toBe('cut');
  });

  it('says why a value is missing', () => {
    const none = { ...may, value: null, sealed: false };
    expect(stateOf({ ...none, start: '2004-03-01', end: '2004-03-31' }, reach)).toBe('before');
    expect(stateOf({ ...none, start: '2004-11-01', end: '2004-11-30' }, reach)).toBe('after');
    expect(stateOf(none, reach)).toBe('missing');
    expect(stateOf(none, { data_from: null, data_through: null })).toBe('missing');
  });

  it('keeps a zero a value', () => {
    expect(stateOf({ ...may, value: 0 }, reach)).toBe('sealed');
  });

  it('knows the period in which the data begins or ends', () => {
    const april = { ...may, start: '2004-04-01', end: '2004-04-30' };
    const october = { ...may, start: '2004-10-01', end: '2004-10-31' };
    expect(beginsWithin(april, reach)).toBe('2004-04-15');
    expect(beginsWithin(may, reach)).toBeUndefined();
    expect(beginsWithin(may, { ...reach, data_from: '2004-05-01' })).toBeUndefined();
    expect(endsWithin(october, reach)).toBe('2004-10-26');
    expect(endsWithin(october, { ...reach, data_through: '2004-10-31' })).toBeUndefined();
    expect(endsWithin({ ...october, complete: false }, reach)).toBeUndefined();
  });
});

describe('how far a period has come', () => {
  it('counts days in the zone of the workspace', () => {
    const november = { start: '2026-11-01', end: '2026-11-30' };
    expect(elapsed(november, '2026-11-22T13:46:00Z', 'UTC')).toEqual({ day: 22, days: 30 });
    expect(elapsed(november, '2026-11-22T13:46:00Z', 'Pacific/Auckland')).toEqual({ day: 23, days: 30 });
  });

  it('stays within the period', () => {
    expect(elapsed({ start: '2004-02-01', end: '2004-02-29' }, '2026-01-01T00:00:00Z', 'UTC')).toEqual({
      day: 29,
      days: 29,
    });
  });

  it('finds the local day on both sides of midnight', () => {
    expect(localDay('2026-03-28T23:30:00Z', 'Europe/Berlin')).toBe('2026-03-29');
    expect(localDay('2026-03-28T23:30:00Z', 'America/New_York')).toBe('2026-03-28');
    expect(localDay('2026-03-28T18:20:00Z', 'Asia/Kathmandu')).toBe('2026-03-29');
  });
});
