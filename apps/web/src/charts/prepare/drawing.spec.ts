import { describe, expect, it } from '@jest/globals';
import type { ChartData, Track } from './chart-data.js';
import { type ChartKind, prepareDrawing, withoutBefore } from './drawing.js';
import { newestPeriod } from './newest.js';

const reach = { data_from: '2026-03-09', data_through: '2026-11-22' };

/** Months from January 2026 on: a number, null, or a number of a running month as text. */
function chart(lines: readonly (number | string | null)[][], roles: readonly Track['role'][] = []): ChartData {
  const [first = []] = lines;
  const slots = first.map((value, index) => {
    const month = String(index + 1).padStart(2, '0');
    const end = new Date(Date.UTC(2026, index + 1, 0)).toISOString().slice(0, 10);
    const complete = typeof value !== 'string';
    return { period: `2026-${month}`, start: `2026-${month}-01`, end, complete, sealed: complete && value !== null };
  });
  const tracks = lines.map((values, index): Track => {
    const role = roles[index] ?? 'value';
    return {
      id: String(index),
      name: '',
      color: 1,
      role,
      values: values.map((it) => (it === null ? null : Number(it))),
    };
  });
  return { slots, tracks, reach };
}
const prepare = (data: ChartData, kind: ChartKind = 'line') => prepareDrawing(kind, withoutBefore(data), 'count');
const series = (...values: (number | string | null)[]) => chart([values]);

describe('preparing a chart', () => {
  it('leaves out what lies before the first event', () => {
    const kept = withoutBefore(series(null, null, 5, 8));
    expect(kept.slots.map(({ period }) => period)).toEqual(['2026-03', '2026-04']);
    const { rows, gaps } = prepare(series(null, null, 5, 8));
    expect(rows.map(({ index, solid }) => [index, solid[0]])).toEqual([
      [0, 5],
      [1, 8],
    ]);
    expect(gaps).toEqual([]);
  });

  it('draws a missing value as a gap, never as a zero', () => {
    const { rows, gaps, scale } = prepare(series(null, null, 5, null, null, 0, 7));
    expect(rows.map(({ solid }) => solid[0])).toEqual([5, null, null, 0, 7]);
    expect(rows.map(({ value }) => value[0])).toEqual([5, null, null, 0, 7]);
    expect(gaps).toEqual([{ from: 1, to: 2, state: 'missing' }]);
    expect(scale.ticks.at(-1)).toBeLessThanOrEqual(7);
  });

  it('tells gaps of different reasons apart', () => {
    const short = { data_from: '2026-01-01', data_through: '2026-02-10' };
    const { gaps } = prepare({ ...series(4, null, null, null), reach: short });
    expect(gaps).toEqual([
      { from: 1, to: 1, state: 'missing' },
      { from: 2, to: 3, state: 'after' },
    ]);
  });

  it('draws the running month alone: no line leads to it', () => {
    const { rows } = prepare(series(null, null, 5, 9, '3'));
    expect(rows.map(({ solid }) => solid[0])).toEqual([5, 9, null]);
    expect(rows.map(({ open }) => open[0])).toEqual([null, null, 3]);
    expect(rows.map(({ state }) => state)).toEqual(['sealed', 'sealed', 'running']);
  });

  it('draws all that is maturing alone: receipts that count may still come', () => {
    const data = series(null, null, 5, 9, 8, '3');
    const slots = data.slots.map((slot, index) => ({ ...slot, maturing: index >= 4 }));
    const { rows } = prepare({ ...data, slots });
    expect(rows.map(({ solid }) => solid[0])).toEqual([5, 9, null, null]);
    expect(rows.map(({ open }) => open[0])).toEqual([null, null, 8, 3]);
  });

  it('draws of a running stack what has come, not who has not come yet', () => {
    const lines = [
      [null, null, 313, '40'],
      [null, null, -51, '-485'],
      [null, null, 262, '-445'],
    ];
    const { rows, scale } = prepare(chart(lines, ['value', 'value', 'net']), 'stack');
    expect(rows.map(({ solid }) => solid)).toEqual([
      [313, -51, 262],
      [null, null, null],
    ]);
    expect(rows.map(({ open }) => open)).toEqual([
      [null, null, null],
      [40, null, null],
    ]);
    expect(rows[1]?.value).toEqual([40, -485, -445]);
    expect(scale.bottom).toBeGreaterThan(-100);
  });

  it('draws what it is compared with solid, and no gap where only that is missing', () => {
    const { rows, gaps } = prepare(
      chart(
        [
          [null, null, 5, 9, '3'],
          [null, null, null, 4, 2],
        ],
        ['value', 'compared'],
      ),
    );
    expect(rows.map(({ solid }) => solid[1])).toEqual([null, 4, 2]);
    expect(rows.map(({ open }) => open[1])).toEqual([null, null, null]);
    expect(gaps).toEqual([]);
  });

  it('gives a stack an axis for the sums on both sides of zero', () => {
    const lines = [
      [null, null, 313, 776],
      [null, null, 0, 100],
      [null, null, 0, -51],
      [null, null, 313, 825],
    ];
    const { scale } = prepare(chart(lines, ['value', 'value', 'value', 'net']), 'stack');
    expect(scale.top).toBeGreaterThan(876);
    expect(scale.bottom).toBeLessThan(-51);
    expect(scale.ticks).toContain(0);
  });

  it('has nothing to draw without values', () => {
    expect(prepare(series())).toMatchObject({ rows: [], gaps: [] });
    expect(withoutBefore(series(null, null)).slots).toEqual([]);
  });
});

describe('the newest period', () => {
  it('is the last one that is settled, and else the running one', () => {
    expect(newestPeriod(series(null, null, 5, 9, '3'))).toBe(3);
    expect(newestPeriod(series(null, null, '5'))).toBe(2);
    expect(newestPeriod(series(null, null, null))).toBeUndefined();
  });
});
