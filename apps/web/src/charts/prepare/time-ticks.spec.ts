import { describe, expect, it } from '@jest/globals';
import { timeTicks } from './time-ticks.js';

const monthTicks = (starts: readonly string[], most: number) => timeTicks(starts, 'month', most);

const months = (first: string, count: number): string[] => {
  const [year, month] = [Number(first.slice(0, 4)), Number(first.slice(5, 7))];
  return Array.from({ length: count }, (_, index) =>
    new Date(Date.UTC(year, month - 1 + index, 1)).toISOString().slice(0, 10),
  );
};

describe('labels of the time axis', () => {
  it('labels every month while there is room, and the year where it begins to be told', () => {
    const ticks = monthTicks(months('2004-04', 7), 20);
    expect(ticks.map(({ index }) => index)).toEqual([0, 1, 2, 3, 4, 5, 6]);
    expect(ticks.map(({ showsYear }) => showsYear)).toEqual([true, false, false, false, false, false, false]);
  });

  it('keeps January among quarterly labels, with its year', () => {
    const ticks = monthTicks(months('2023-02', 24), 8);
    expect(ticks.map(({ start }) => start.slice(0, 7))).toEqual([
      '2023-04',
      '2023-07',
      '2023-10',
      '2024-01',
      '2024-04',
      '2024-07',
      '2024-10',
      '2025-01',
    ]);
    expect(ticks.filter(({ showsYear }) => showsYear).map(({ start }) => start.slice(0, 7))).toEqual([
      '2023-04',
      '2024-01',
      '2025-01',
    ]);
  });

  it('falls back to years over decades', () => {
    const ticks = monthTicks(months('2009-01', 200), 17);
    expect(ticks.every(({ start }) => start.endsWith('-01-01'))).toBe(true);
    expect(ticks).toHaveLength(17);
  });

  it('gives one label where no month is a multiple of the step, and none to nothing', () => {
    expect(monthTicks(months('2004-04', 7), 1)).toEqual([{ index: 0, start: '2004-04-01', showsYear: true }]);
    expect(monthTicks([], 10)).toEqual([]);
  });

  it('counts days in weeks, quarters from the first, and years by their own numbers', () => {
    const days = Array.from({ length: 28 }, (_, i) => `2004-02-${String(i + 1).padStart(2, '0')}`);
    expect(timeTicks(days, 'day', 5).map(({ index }) => index)).toEqual([0, 7, 14, 21]);
    expect(timeTicks(['2004-04-01', '2004-07-01', '2004-10-01', '2005-01-01'], 'quarter', 2)).toMatchObject([
      { start: '2004-07-01' },
      { start: '2005-01-01' },
    ]);
    expect(timeTicks(['2004-01-01', '2005-01-01'], 'year', 9).every(({ showsYear }) => !showsYear)).toBe(true);
  });
});
