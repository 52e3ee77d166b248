import type { ChartKind } from './drawing.js';
import { heightOf, type Scale } from './scale.js';

/** Where the plot lies inside a chart, in CSS pixels. Every period has a band of the same width. */
export interface Layout {
  kind: ChartKind;
  width: number;
  height: number;
  left: number;
  top: number;
  plotWidth: number;
  plotHeight: number;
  /** Room below the plot for the time axis. */
  bottom: number;
  /** Room beside the plot for the labels of the last values. */
  right: number;
  band: number;
  periods: number;
  /** From the middle of a period to the edge of what is drawn there: a bar, or a point. */
  half: number;
}

interface LayoutWishes {
  kind: ChartKind;
  width: number;
  height: number;
  periods: number;
  /** Labels of the value axis: the widest decides where the plot begins. */
  axisLabels: readonly string[];
  /** The widest line of the labels that stand to the right of the last period; empty when there is none. */
  endLabel: string;
  /** Periods of a gap at the end, over which that label may lie. */
  gap?: number;
}

/** Distance of a label from what it belongs to. */
export const LABEL_GAP = 8;
/** Width of a label under the time axis, about. */
const LAST_TICK = 40;
/** Bars are no wider than this, however few there are. */
export const WIDEST_BAR = 56;
const AXIS = { top: 34, right: 8, bottom: 44, gap: 14 } as const;
/** Width of a character of the labels (12 px, tabular), rounded up, and of the few that are wider. */
const CHARACTER = 7.5;
const WIDE = /[%MWmw]/;
const WIDE_CHARACTER = 11.5;

export const textWidth = (text: string): number =>
  [...text].reduce((width, character) => width + (WIDE.test(character) ? WIDE_CHARACTER : CHARACTER), 0);

/** Divides a chart's area; all sizes in CSS pixels. */
export function layoutChart({ kind, width, height, periods, axisLabels, endLabel, gap = 0 }: LayoutWishes): Layout {
  const left = Math.ceil(Math.max(...axisLabels.map(textWidth), CHARACTER)) + AXIS.gap;
  const bandFor = (room: number) => Math.max(width - left - room, 0) / Math.max(periods, 1);
  // Where bands are wide, the label fits into the free half of the last one, and into the gap after it.
  const free = bandFor(AXIS.right) * (gap + 0.5) - halfOf(kind, bandFor(AXIS.right));
  const needed = endLabel === '' ? 0 : Math.ceil(textWidth(endLabel) + LABEL_GAP + 4 - free);
  // The label of the last period is wider than a narrow band.
  const right = Math.max(AXIS.right, needed, Math.ceil(LAST_TICK / 2 - bandFor(AXIS.right) / 2));
  const band = bandFor(right);
  return {
    kind,
    width,
    height,
    left,
    top: AXIS.top,
    plotWidth: band * Math.max(periods, 1),
    plotHeight: Math.max(height - AXIS.top - AXIS.bottom, 0),
    bottom: AXIS.bottom,
    right,
    band,
    periods,
    half: halfOf(kind, band),
  };
}

/** A bar takes four fifths of its band, as recharts draws it with its default gap of a tenth on both sides. */
const halfOf = (kind: ChartKind, band: number): number => (kind === 'line' ? 5 : Math.min(WIDEST_BAR / 2, band * 0.4));

/** The middle of a period's band. */
export const xOf = (layout: Layout, index: number): number => layout.left + (index + 0.5) * layout.band;

/** The height of a value on the chart's axis. */
export const yOf = (layout: Layout, scale: Scale, value: number): number =>
  layout.top + layout.plotHeight * (1 - heightOf(scale, value));

/** The period under a horizontal position; positions beside the plot belong to its first or last period. */
export function periodAt(layout: Layout, x: number): number {
  return Math.max(Math.min(Math.floor((x - layout.left) / layout.band), layout.periods - 1), 0);
}
