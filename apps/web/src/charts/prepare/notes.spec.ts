import { describe, expect, it } from '@jest/globals';
import { notesBySlot } from './notes.js';

const slot = (period: string, start: string, end: string) => ({ period, start, end, complete: true, sealed: false });
const note = (date: string) => ({
  ...{ id: date, date, text: `on ${date}`, author: null },
  ...{ created_at: '2014-01-01T00:00:00Z', updated_at: '2014-01-01T00:00:00Z' },
});
const placed = (slots: Parameters<typeof notesBySlot>[0], dates: readonly string[]) =>
  [...notesBySlot(slots, dates.map(note))].map(([index, notes]) => [index, notes.map(({ date }) => date)]);

describe('notes on a chart', () => {
  const months = [slot('2013-11', '2013-11-01', '2013-11-30'), slot('2013-12', '2013-12-01', '2013-12-31')];

  it('stand on the period of their day, its first and last day included', () => {
    expect(placed(months, ['2013-11-01', '2013-11-30', '2013-12-31'])).toEqual([
      [0, ['2013-11-01', '2013-11-30']],
      [1, ['2013-12-31']],
    ]);
  });

  it('are left out where the chart has no such day', () => {
    expect(placed(months, ['2013-10-31', '2014-01-01'])).toEqual([]);
  });

  it('stand on the window that ends with their day, where windows overlap', () => {
    const windows = [slot('2013-12-19', '2013-12-13', '2013-12-19'), slot('2013-12-20', '2013-12-14', '2013-12-20')];
    expect(placed(windows, ['2013-12-20', '2013-12-19'])).toEqual([
      [1, ['2013-12-20']],
      [0, ['2013-12-19']],
    ]);
  });
});
