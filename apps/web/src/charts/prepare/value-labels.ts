import { LABEL_GAP, type Layout, textWidth, xOf, yOf } from './layout.js';
import type { Drawing } from './time-series.js';

/** A value written next to its point; `x` and `y` are the first line's baseline in CSS pixels. */
export interface ValueLabel {
  lines: readonly string[];
  x: number;
  y: number;
  anchor: 'start' | 'middle';
  /** `end`: beside the newest value. The others stand above theirs: the last complete one while a period runs, and the highest. */
  kind: 'end' | 'last' | 'peak';
}

export const LINE_HEIGHT = 15;
const ABOVE = 11;

/** The index of the newest value, which is labelled at the line's end: the running period, or else the last complete one. */
export const endIndex = ({ running, last }: Drawing): number | undefined => running ?? last;

/**
 * Direct labels in order of importance: the newest value, the last complete one, the highest.
 * One that would touch a more important one, or lie on a neighbouring bar, is left out: the tooltip and the table have its value.
 * @param endLines what is written beside the newest value, @param write writes a single value.
 */
export function valueLabels(
  drawing: Drawing,
  layout: Layout,
  endLines: readonly string[],
  write: (value: number) => string,
): ValueLabel[] {
  const end = endIndex(drawing);
  const labels: ValueLabel[] = [];
  const endValue = valueAt(drawing, end);
  // A zero lies on the axis, which says so already.
  if (end !== undefined && endValue) {
    const middle = yOf(layout, drawing.scale.top, endValue) + 4;
    const y = middle - ((endLines.length - 1) * LINE_HEIGHT) / 2;
    const x = xOf(layout, end) + layout.half + LABEL_GAP;
    labels.push({ kind: 'end', lines: endLines, anchor: 'start', x, y });
  }
  for (const kind of ['last', 'peak'] as const) {
    const index = drawing[kind];
    const value = valueAt(drawing, index);
    if (index === undefined || index === end || !value) continue;
    const text = write(value);
    const label: ValueLabel = {
      kind,
      lines: [text],
      anchor: 'middle',
      x: Math.max(xOf(layout, index), layout.left + textWidth(text) / 2),
      y: yOf(layout, drawing.scale.top, value) - ABOVE,
    };
    const fits = layout.kind === 'line' || index === drawing.peak || textWidth(text) <= layout.band;
    if (fits && labels.every((other) => !touches(label, other))) labels.push(label);
  }
  return labels;
}

const valueAt = (drawing: Drawing, index: number | undefined): number | null =>
  index === undefined ? null : (drawing.rows[index]?.value ?? null);

function touches(a: ValueLabel, b: ValueLabel): boolean {
  const [aBox, bBox] = [box(a), box(b)];
  return aBox.left < bBox.right && bBox.left < aBox.right && aBox.top < bBox.bottom && bBox.top < aBox.bottom;
}

function box({ lines, x, y, anchor }: ValueLabel) {
  const width = Math.max(...lines.map(textWidth));
  const left = anchor === 'start' ? x : x - width / 2;
  return { left, right: left + width, top: y - LINE_HEIGHT, bottom: y + (lines.length - 1) * LINE_HEIGHT };
}
