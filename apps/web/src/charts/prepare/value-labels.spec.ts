import { describe, expect, it } from '@jest/globals';
import { type ChartKind, layoutChart, periodAt, xOf, yOf } from './layout.js';
import { prepareSeries } from './time-series.js';
import { valueLabels } from './value-labels.js';

const reach = { data_from: '2020-01-01', data_through: '2026-11-22' };
const series = (values: readonly (number | null)[], running = false) =>
  prepareSeries(
    values.map((value, index) => {
      const start = new Date(Date.UTC(2023, index, 1)).toISOString().slice(0, 10);
      const end = new Date(Date.UTC(2023, index + 1, 0)).toISOString().slice(0, 10);
      const complete = !(running && index === values.length - 1);
      return { period: start.slice(0, 7), start, end, value, complete, sealed: complete };
    }),
    reach,
  );
const layout = (kind: ChartKind, width: number, periods: number, endLabel = '') =>
  layoutChart({ kind, width, height: 360, periods, axisLabels: ['0', '1,000'], endLabel });
const label = (kind: ChartKind, drawing: ReturnType<typeof series>, width: number, endLines: string[]) =>
  valueLabels(drawing, layout(kind, width, drawing.points.length, endLines.at(-1)), endLines, String);

describe('the layout of a chart', () => {
  it('gives every period the same band, and finds the period under the pointer', () => {
    const plot = layout('line', 760, 7);
    for (let index = 0; index < 7; index++) expect(periodAt(plot, xOf(plot, index))).toBe(index);
    expect(periodAt(plot, 0)).toBe(0);
    expect(periodAt(plot, 10_000)).toBe(6);
    expect(plot.left + plot.plotWidth + plot.right).toBeCloseTo(760);
  });

  it('begins at zero at the foot of the plot', () => {
    const plot = layout('line', 760, 7);
    expect(yOf(plot, 100, 0)).toBe(plot.top + plot.plotHeight);
    expect(yOf(plot, 100, 100)).toBe(plot.top);
  });

  it('makes room beside the plot only where the last band has none', () => {
    expect(layout('line', 1200, 7, '1,038').right).toBe(8);
    expect(layout('line', 1200, 60, '1,038').right).toBeGreaterThan(40);
  });
});

describe('direct labels', () => {
  it('name the newest value at the end of the line, and the highest above its point', () => {
    const labels = label('line', series([313, 1038, 740, 360, 287, 255, 164]), 1200, ['164']);
    expect(labels.map(({ kind, lines }) => [kind, lines])).toEqual([
      ['end', ['164']],
      ['peak', ['1038']],
    ]);
  });

  it('name the running month at the end, and the last complete one above', () => {
    const labels = label('line', series([100, 200, 300, 120], true), 1200, ['120', 'so far']);
    expect(labels.map(({ kind, lines }) => [kind, lines])).toEqual([
      ['end', ['120', 'so far']],
      ['last', ['300']],
    ]);
  });

  it('stay inside the chart', () => {
    for (const count of [1, 2, 7, 24, 60, 200]) {
      const drawing = series(Array.from({ length: count }, (_, index) => 100_000 + index * 1000));
      const plot = layout('line', 320, count, '123,456');
      const [end] = valueLabels(drawing, plot, ['123,456'], String);
      expect(end && end.x + 7 * 7.5).toBeLessThanOrEqual(320);
    }
  });

  it('leave out what would touch or lie on a taller bar', () => {
    const values = Array.from({ length: 46 }, (_, index) => (index === 20 ? 100_000 : 90_000));
    const kinds = (kind: ChartKind) =>
      label(kind, series(values, true), 360, ['90,000', 'so far']).map((it) => it.kind);
    expect(kinds('bar')).toEqual(['end', 'peak']);
    expect(label('line', series([50, 51, 50, 51, 50, 51]), 200, ['51']).map((it) => it.kind)).toEqual(['end', 'peak']);
  });

  it('have nothing to say of zeros and gaps', () => {
    expect(label('bar', series([0, 0, 0]), 600, [])).toEqual([]);
    expect(label('bar', series([null, null]), 600, [])).toEqual([]);
  });
});
