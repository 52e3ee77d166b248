import type { Language } from '../../app/language/language.js';
import { type ChartKind, type Layout, layoutChart, textWidth } from './layout.js';
import { monthTicks } from './month-ticks.js';
import type { Drawing } from './time-series.js';
import { endIndex, type ValueLabel, valueLabels } from './value-labels.js';

/** A label under the time axis, with a second line where one is needed. */
export interface TimeTick {
  index: number;
  text: string;
  below: string | undefined;
}

/** A label on the value axis. */
export interface ValueTick {
  value: number;
  text: string;
}

/** What a drawing needs besides its values: where things lie, and every text on it. */
export interface Arrangement {
  layout: Layout;
  /** What the value axis counts. */
  unit: string;
  timeTicks: TimeTick[];
  valueTicks: ValueTick[];
  labels: ValueLabel[];
}

/** Narrower than this, labels of neighbouring months run into each other; CSS pixels. */
const TICK_WIDTH = 58;

/** Lays a drawing out in `width` by `height` CSS pixels and writes its labels in a language. */
export function arrange(
  kind: ChartKind,
  drawing: Drawing,
  size: { width: number; height: number },
  language: Language,
): Arrangement {
  const { words, format } = language;
  const valueTicks = drawing.scale.ticks.map((value) => ({ value, text: format.axis(value) }));
  const endLines = endLabel(drawing, language);
  // Beside a gap at the end the label lies over the gap, which is free.
  const isAtEdge = endIndex(drawing) === drawing.points.length - 1;
  const layout = layoutChart({
    kind,
    ...size,
    periods: drawing.points.length,
    axisLabels: valueTicks.map(({ text }) => text),
    endLabel: isAtEdge ? longest(endLines) : '',
  });
  const starts = drawing.points.map(({ start }) => start);
  const timeTicks = monthTicks(starts, Math.floor(layout.plotWidth / TICK_WIDTH)).map((tick) => ({
    index: tick.index,
    text: format.monthOnly(tick.start),
    below: tick.showsYear ? format.year(tick.start) : undefined,
  }));
  const labels = valueLabels(drawing, layout, endLines, format.short);
  return { layout, unit: words.chart.people, valueTicks, timeTicks, labels };
}

/** The newest value; one that is not final says so. */
function endLabel(drawing: Drawing, { words, format }: Language): string[] {
  const index = endIndex(drawing);
  const value = index === undefined ? null : (drawing.rows[index]?.value ?? null);
  if (!value) return [];
  return index === drawing.running ? [format.short(value), words.chart.soFarLabel] : [format.short(value)];
}

const longest = (lines: readonly string[]): string =>
  lines.reduce((most, line) => (textWidth(line) > textWidth(most) ? line : most), '');
