import { type Drawing, endIndex } from './drawing.js';
import { type Layout, layoutChart, textWidth } from './layout.js';
import { isUnsettled } from './point-state.js';
import { endLabels, singleLabels, type ValueLabel } from './value-labels.js';

/** A label under the horizontal axis, with a second line where one is needed. */
export interface SlotTick {
  index: number;
  text: string;
  below?: string | undefined;
}

/** A label on the value axis. */
export interface ValueTick {
  value: number;
  text: string;
}

/** How a chart writes what stands on it. */
export interface Writing {
  /** What the value axis counts. */
  unit: string;
  /** What the horizontal axis counts, where that is not time. */
  slotUnit?: string | undefined;
  axis(value: number): string;
  short(value: number): string;
  /** Under a newest value that is not final. */
  soFar: string;
  /** Labels of the horizontal axis, at most `most` of them. */
  ticks(most: number): SlotTick[];
}

/** What a drawing needs besides its values: where things lie, and every text on it. */
export interface Arrangement {
  layout: Layout;
  unit: string;
  slotUnit: string | undefined;
  slotTicks: SlotTick[];
  valueTicks: ValueTick[];
  labels: ValueLabel[];
  /** Names do not fit beside the lines, or there are no lines: a legend tells them. */
  needsLegend: boolean;
}

/** Narrower than this, labels of neighbouring periods run into each other; CSS pixels. */
const TICK_WIDTH = 58;
/** Below this width names beside the lines would take too much of the plot. */
const NAMES_FROM = 560;

/** Lays a drawing out in `width` by `height` CSS pixels and writes its labels. */
export function arrange(drawing: Drawing, size: { width: number; height: number }, writing: Writing): Arrangement {
  const valueTicks = drawing.scale.ticks.map((value) => ({ value, text: writing.axis(value) }));
  const isSingle = drawing.tracks.length === 1;
  const ends = new Set(drawing.tracks.map((_, at) => endIndex(drawing, at)));
  // Beside lines that end here and there, names would lie upon the others.
  const namesLines = !isSingle && drawing.kind === 'line' && ends.size === 1 && size.width >= NAMES_FROM;
  const endLines = isSingle ? endText(drawing, writing) : [];
  const beside = namesLines ? drawing.tracks.map(({ name }) => name) : endLines;
  const layout = layoutChart({
    kind: drawing.kind,
    ...size,
    periods: drawing.rows.length,
    axisLabels: valueTicks.map(({ text }) => text),
    endLabel: longest(beside),
    gap: drawing.rows.length - 1 - Math.max(...[...ends].map((end) => end ?? -1)),
  });
  return {
    layout,
    unit: writing.unit,
    slotUnit: writing.slotUnit,
    slotTicks: writing.ticks(Math.floor(layout.plotWidth / TICK_WIDTH)),
    valueTicks,
    labels: namesLines
      ? endLabels(drawing, layout)
      : isSingle
        ? singleLabels(drawing, layout, endLines, writing.short)
        : [],
    needsLegend: !isSingle && !namesLines,
  };
}

/** The newest value; one that is not final says so. The last place of an axis that is not time is no news. */
function endText(drawing: Drawing, { short, soFar, slotUnit }: Writing): string[] {
  if (slotUnit !== undefined) return [];
  const newest = drawing.rows.findLast(({ value }) => value[0] != null);
  const value = newest?.value[0];
  if (!newest || !value) return [];
  return isUnsettled(newest.state) ? [short(value), soFar] : [short(value)];
}

const longest = (lines: readonly string[]): string =>
  lines.reduce((most, line) => (textWidth(line) > textWidth(most) ? line : most), '');
