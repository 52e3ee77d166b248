import { describe, expect, it } from '@jest/globals';
import type { Track } from './chart-data.js';
import { type ChartKind, drawingOf } from './drawing.js';
import { layoutChart, periodAt, textWidth, xOf, yOf } from './layout.js';
import { endLabels, singleLabels } from './value-labels.js';

const track = (values: readonly (number | null)[], name = ''): Track => ({
  id: name,
  name,
  color: 1,
  role: 'value',
  values,
});
const series = (values: readonly (number | null)[], running = false, kind: ChartKind = 'line') =>
  drawingOf(
    kind,
    values.map((value, index) =>
      value === null ? 'missing' : running && index === values.length - 1 ? 'running' : 'sealed',
    ),
    [track(values)],
    'count',
  );
const layout = (kind: ChartKind, width: number, periods: number, endLabel = '') =>
  layoutChart({ kind, width, height: 360, periods, axisLabels: ['0', '1,000'], endLabel });
const label = (drawing: ReturnType<typeof series>, width: number, endLines: string[]) =>
  singleLabels(drawing, layout(drawing.kind, width, drawing.rows.length, endLines.at(-1)), endLines, String);

describe('the layout of a chart', () => {
  it('gives every period the same band, and finds the period under the pointer', () => {
    const plot = layout('line', 760, 7);
    for (let index = 0; index < 7; index++) expect(periodAt(plot, xOf(plot, index))).toBe(index);
    expect(periodAt(plot, 0)).toBe(0);
    expect(periodAt(plot, 10_000)).toBe(6);
    expect(plot.left + plot.plotWidth + plot.right).toBeCloseTo(760);
  });

  it('begins at the foot of the plot', () => {
    const plot = layout('line', 760, 7);
    const scale = { kind: 'linear', bottom: 0, top: 100, ticks: [] } as const;
    expect(yOf(plot, scale, 0)).toBe(plot.top + plot.plotHeight);
    expect(yOf(plot, scale, 100)).toBe(plot.top);
  });

  it('makes room beside the plot only where the last band has none', () => {
    expect(layout('line', 1200, 7, '1,038').right).toBe(8);
    expect(layout('line', 1200, 60, '1,038').right).toBeGreaterThan(40);
  });

  it('lets the label of the last value lie over a gap after it, as far as that reaches', () => {
    const axisLabels = ['100 %'];
    const right = (gap: number, endLabel = '83,3 %') =>
      layoutChart({ kind: 'line', width: 420, height: 260, periods: 26, axisLabels, endLabel, gap }).right;
    expect(right(0)).toBeGreaterThan(right(1));
    expect(right(1)).toBeGreaterThan(20);
    expect(right(6)).toBe(right(6, ''));
  });

  it('knows that a percent sign is wide', () => {
    expect(textWidth('80%')).toBeGreaterThan(textWidth('800'));
  });
});

describe('direct labels of one series', () => {
  it('name the newest value at the end of the line, and the highest above its point', () => {
    const labels = label(series([313, 1038, 740, 360, 287, 255, 164]), 1200, ['164']);
    expect(labels.map(({ kind, lines }) => [kind, lines])).toEqual([
      ['end', ['164']],
      ['peak', ['1038']],
    ]);
  });

  it('name the running month at the end, and the last complete one above', () => {
    const labels = label(series([100, 200, 300, 120], true), 1200, ['120', 'so far']);
    expect(labels.map(({ kind, lines }) => [kind, lines])).toEqual([
      ['end', ['120', 'so far']],
      ['last', ['300']],
    ]);
  });

  it('stay inside the chart', () => {
    for (const count of [1, 2, 7, 24, 60, 200]) {
      const drawing = series(Array.from({ length: count }, (_, index) => 100_000 + index * 1000));
      const [end] = label(drawing, 320, ['123,456']);
      expect(end && end.x + 7 * 7.5).toBeLessThanOrEqual(320);
    }
  });

  it('leave out what would touch or lie on a taller bar', () => {
    const values = Array.from({ length: 46 }, (_, index) => (index === 20 ? 100_000 : 90_000));
    const kinds = label(series(values, true, 'bar'), 360, ['90,000', 'so far']).map((it) => it.kind);
    expect(kinds).toEqual(['end', 'peak']);
    expect(label(series([50, 51, 50, 51, 50, 51]), 200, ['51']).map((it) => it.kind)).toEqual(['end', 'peak']);
  });

  it('have nothing to say of zeros and gaps', () => {
    expect(label(series([0, 0, 0], false, 'bar'), 600, [])).toEqual([]);
    expect(label(series([null, null], false, 'bar'), 600, [])).toEqual([]);
  });
});

describe('the names of several lines', () => {
  it('stand at their ends, none upon another, none below the plot', () => {
    const lines = [100, 50, 49, 48, 1, 0].map((value, index) => track([value, value], String(index)));
    const drawing = drawingOf('line', ['sealed', 'sealed'], lines, 'count');
    const plot = layout('line', 700, 2, 'name');
    const ys = endLabels(drawing, plot).map(({ y }) => y);
    for (const [index, y] of ys.slice(1).entries()) expect(y - (ys[index] as number)).toBeGreaterThanOrEqual(15);
    expect(Math.max(...ys)).toBeLessThanOrEqual(plot.top + plot.plotHeight + 4);
  });

  it('are left out where a line has no value at all', () => {
    const drawing = drawingOf('line', ['sealed'], [track([5], 'a'), track([null], 'b')], 'count');
    expect(endLabels(drawing, layout('line', 700, 1)).map(({ lines }) => lines)).toEqual([['a']]);
  });
});
