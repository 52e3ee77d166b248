import { describe, expect, it } from '@jest/globals';
import { prepareSeries } from './time-series.js';

const reach = { data_from: '2026-03-09', data_through: '2026-11-22' };

/** Points from January 2026 on: a number, null, or a number of a running month as text. */
const points = (...values: (number | string | null)[]) =>
  values.map((value, index) => {
    const month = String(index + 1).padStart(2, '0');
    const end = new Date(Date.UTC(2026, index + 1, 0)).toISOString().slice(0, 10);
    const complete = typeof value !== 'string';
    return {
      period: `2026-${month}`,
      start: `2026-${month}-01`,
      end,
      value: value === null ? null : Number(value),
      complete,
      sealed: complete && value !== null,
    };
  });

describe('preparing a series', () => {
  it('leaves out what lies before the first event', () => {
    const { points: kept, rows, gaps } = prepareSeries(points(null, null, 5, 8), reach);
    expect(kept.map(({ period }) => period)).toEqual(['2026-03', '2026-04']);
    expect(rows.map(({ index, solid }) => [index, solid])).toEqual([
      [0, 5],
      [1, 8],
    ]);
    expect(gaps).toEqual([]);
  });

  it('draws a missing value as a gap, never as a zero', () => {
    const { rows, gaps, scale } = prepareSeries(points(null, null, 5, null, null, 0, 7), reach);
    expect(rows.map(({ solid }) => solid)).toEqual([5, null, null, 0, 7]);
    expect(rows.map(({ value }) => value)).toEqual([5, null, null, 0, 7]);
    expect(gaps).toEqual([{ from: 1, to: 2, state: 'missing' }]);
    expect(scale.ticks.at(-1)).toBeLessThanOrEqual(7);
  });

  it('tells gaps of different reasons apart', () => {
    const short = { data_from: '2026-01-01', data_through: '2026-02-10' };
    const { gaps } = prepareSeries([...points(4, null), ...points(0, 0, null, null).slice(2)], short);
    expect(gaps).toEqual([
      { from: 1, to: 1, state: 'missing' },
      { from: 2, to: 3, state: 'after' },
    ]);
  });

  it('draws the running month dashed from the last complete one, and not solid', () => {
    const { rows, running, last, peak } = prepareSeries(points(null, null, 5, 9, '3'), reach);
    expect(rows.map(({ solid }) => solid)).toEqual([5, 9, null]);
    expect(rows.map(({ dashed }) => dashed)).toEqual([null, 9, 3]);
    expect({ running, last, peak }).toEqual({ running: 2, last: 1, peak: 1 });
  });

  it('does not bridge a gap before the running month', () => {
    const { rows } = prepareSeries(points(null, null, 5, null, '3'), reach);
    expect(rows.map(({ dashed }) => dashed)).toEqual([null, null, 3]);
  });

  it('has nothing to draw without values', () => {
    expect(prepareSeries([], reach)).toMatchObject({
      points: [],
      rows: [],
      gaps: [],
      peak: undefined,
      last: undefined,
    });
    expect(prepareSeries(points(null, null), reach).points).toEqual([]);
  });
});
