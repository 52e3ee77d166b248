import { type Drawing, endIndex } from './drawing.js';
import { LABEL_GAP, type Layout, textWidth, xOf, yOf } from './layout.js';
import { isUnsettled } from './point-state.js';

/** A text next to what it tells; `x` and `y` are the first line's baseline in CSS pixels. */
export interface ValueLabel {
  /** The track that it belongs to. */
  track: number;
  lines: readonly string[];
  x: number;
  y: number;
  anchor: 'start' | 'middle';
  /** `end`: beside the newest value. The others stand above theirs: the last settled one while a period runs, and the highest. */
  kind: 'end' | 'last' | 'peak';
}

export const LINE_HEIGHT = 15;
const ABOVE = 11;

/** The labels of a single series: the newest value, the last settled one, the highest. */
export function singleLabels(
  drawing: Drawing,
  layout: Layout,
  endLines: readonly string[],
  write: (value: number) => string,
): ValueLabel[] {
  const end = endIndex(drawing, 0);
  const endValue = valueAt(drawing, end);
  const labels: ValueLabel[] = [];
  const peak = peakIndex(drawing);
  // A zero lies on the axis, which says so already.
  if (end !== undefined && endValue && endLines.length > 0) {
    const middle = yOf(layout, drawing.scale, endValue) + 4;
    const y = middle - ((endLines.length - 1) * LINE_HEIGHT) / 2;
    const x = xOf(layout, end) + layout.half + LABEL_GAP;
    labels.push({ track: 0, kind: 'end', lines: endLines, anchor: 'start', x, y });
  }
  for (const [kind, index] of besides(drawing)) {
    const value = valueAt(drawing, index);
    if (index === undefined || index === end || !value) continue;
    const text = write(value);
    const label: ValueLabel = {
      track: 0,
      kind,
      lines: [text],
      anchor: 'middle',
      x: Math.max(xOf(layout, index), layout.left + textWidth(text) / 2),
      y: yOf(layout, drawing.scale, value) - ABOVE,
    };
    // One that would touch a more important one, or lie on a neighbouring bar, is left out: the table has its value.
    const fits = layout.kind === 'line' || index === peak || textWidth(text) <= layout.band;
    if (fits && labels.every((other) => !touches(label, other))) labels.push(label);
  }
  return labels;
}

/** The last settled value, unless it is the newest one, and the highest. */
function besides(drawing: Drawing): ['last' | 'peak', number | undefined][] {
  const valued = drawing.rows.filter(({ value }) => value[0] != null);
  const last = valued.findLast(({ state }) => !isUnsettled(state))?.index;
  return [
    ['last', last],
    ['peak', peakIndex(drawing)],
  ];
}

/** The first of the highest values of a single series. */
export function peakIndex({ rows }: Drawing): number | undefined {
  const values = rows.flatMap(({ value }) => value[0] ?? []);
  const max = Math.max(...values);
  return rows.find(({ value }) => value[0] === max)?.index;
}

const valueAt = (drawing: Drawing, index: number | undefined): number | null =>
  index === undefined ? null : (drawing.rows[index]?.value[0] ?? null);

/** The names of several lines at their ends, moved apart where they would lie upon each other. */
export function endLabels(drawing: Drawing, layout: Layout): ValueLabel[] {
  const wanted = drawing.tracks.flatMap((track, at): ValueLabel[] => {
    const end = endIndex(drawing, at);
    const value = end === undefined ? null : (drawing.rows[end]?.value[at] ?? null);
    if (end === undefined || value === null) return [];
    const y = yOf(layout, drawing.scale, value) + 4;
    const x = xOf(layout, end) + layout.half + LABEL_GAP;
    return [{ track: at, kind: 'end', lines: [track.name], anchor: 'start', x, y }];
  });
  const sorted = wanted.sort((a, b) => a.y - b.y);
  const foot = layout.top + layout.plotHeight + 4;
  spread(sorted, foot);
  return sorted;
}

/** Pushes labels down until none lies on one above it, then up from the foot of the plot. Lines that end apart do not meet. */
function spread(labels: ValueLabel[], foot: number): void {
  for (const [at, label] of labels.entries()) {
    const above = labels.slice(0, at).filter((other) => meets(label, other));
    label.y = Math.max(label.y, ...above.map(({ y }) => y + LINE_HEIGHT));
  }
  for (const [at, label] of [...labels.entries()].reverse()) {
    const below = labels.slice(at + 1).filter((other) => meets(label, other));
    label.y = Math.min(label.y, foot, ...below.map(({ y }) => y - LINE_HEIGHT));
  }
}

/** Whether two labels share a part of the width. */
function meets(a: ValueLabel, b: ValueLabel): boolean {
  const [aBox, bBox] = [box(a), box(b)];
  return aBox.left < bBox.right && bBox.left < aBox.right;
}

function touches(a: ValueLabel, b: ValueLabel): boolean {
  const [aBox, bBox] = [box(a), box(b)];
  return aBox.left < bBox.right && bBox.left < aBox.right && aBox.top < bBox.bottom && bBox.top < aBox.bottom;
}

function box({ lines, x, y, anchor }: ValueLabel) {
  const width = Math.max(...lines.map(textWidth));
  const left = anchor === 'start' ? x : x - width / 2;
  return { left, right: left + width, top: y - LINE_HEIGHT, bottom: y + (lines.length - 1) * LINE_HEIGHT };
}
