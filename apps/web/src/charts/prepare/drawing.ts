import type { ChartData, Slot, Track } from './chart-data.js';
import { isUnsettled, type PointState, stateOf } from './point-state.js';
import { type Measure, type Scale, scaleFor } from './scale.js';

/** How a chart draws its values: lines, bars side by side with nothing, or bars upon each other, above and below zero. */
export type ChartKind = 'line' | 'bar' | 'stack';

/** One period as it is drawn. In every field null draws nothing; a missing value never becomes a zero. */
export interface Row {
  index: number;
  state: PointState;
  /** By number of the track, values of settled periods: solid. */
  solid: (number | null)[];
  /**
   * By number of the track, values of periods that are not settled. They stand alone: a line that leads to a part of a period
   * would be a fall. Of a stack only what has come is drawn: who goes, and so the difference, is known when the period is over.
   */
  open: (number | null)[];
  /** By number of the track. */
  value: (number | null)[];
}

/** Neighbouring periods without any value, from the first to the last, that share a reason. */
export interface Gap {
  from: number;
  to: number;
  state: PointState;
}

/** Everything that was decided about a chart before it is drawn. */
export interface Drawing {
  kind: ChartKind;
  tracks: readonly Track[];
  measure: Measure;
  rows: Row[];
  gaps: Gap[];
  scale: Scale;
}

/** Leaves out the periods before the first event: what did not exist yet is not a gap. */
export function withoutBefore({ slots, tracks, reach }: ChartData): ChartData {
  const begin = slots.findIndex((slot, index) => stateAt(slot, tracks, index, reach) !== 'before');
  if (begin < 0) return { slots: [], tracks: tracks.map((track) => ({ ...track, values: [] })), reach };
  const kept = tracks.map((track) => ({ ...track, values: track.values.slice(begin) }));
  return { slots: slots.slice(begin), tracks: kept, reach };
}

/** What a period is worth on a chart: that of its values, if any of its tracks has one. Compared values do not count. */
export function stateAt(slot: Slot, tracks: readonly Track[], index: number, reach: ChartData['reach']): PointState {
  const value = tracks.find((track) => track.role !== 'compared' && track.values[index] != null)?.values[index] ?? null;
  return stateOf({ ...slot, value }, reach);
}

/** Turns values into drawing decisions. */
export function prepareDrawing(kind: ChartKind, { slots, tracks, reach }: ChartData, measure: Measure): Drawing {
  const states = slots.map((slot, index) => stateAt(slot, tracks, index, reach));
  return drawingOf(kind, states, tracks, measure);
}

/** The same for values along another axis than time, each of which has the state given. */
export function drawingOf(
  kind: ChartKind,
  states: readonly PointState[],
  tracks: readonly Track[],
  measure: Measure,
): Drawing {
  const values = states.map((_, index) => tracks.map((track) => track.values[index] ?? null));
  const parts = values.map((value, index) => partsOf(kind, tracks, value, states[index] ?? 'missing'));
  const drawn = parts.map(({ solid, open }) => solid.map((it, at) => it ?? open[at] ?? null));
  const scale = scaleFor(measure, extent(kind, tracks, drawn));
  const rows = states.map((state, index): Row => {
    const { solid = [], open = [] } = parts[index] ?? {};
    const place = (line: readonly (number | null)[]) => line.map((it) => drawable(it, scale));
    return { index, state, value: values[index] ?? [], solid: place(solid), open: place(open) };
  });
  return { kind, tracks, measure, rows, gaps: findGaps(rows), scale };
}

/** The values of a period, by whether they are those of the whole period. What is compared with was complete long ago. */
function partsOf(
  kind: ChartKind,
  tracks: readonly Track[],
  values: readonly (number | null)[],
  state: PointState,
): Pick<Row, 'solid' | 'open'> {
  if (!isUnsettled(state)) return { solid: [...values], open: values.map(() => null) };
  const isDrawn = (value: number | null, at: number) =>
    kind !== 'stack' || (value !== null && value >= 0 && tracks[at]?.role !== 'net');
  return {
    solid: values.map((value, at) => (tracks[at]?.role === 'compared' ? value : null)),
    open: values.map((value, at) => (tracks[at]?.role !== 'compared' && isDrawn(value, at) ? value : null)),
  };
}

/** A logarithmic axis has no place for zero and less: such a value lies at its foot. */
const drawable = (value: number | null, { kind, bottom }: Scale): number | null =>
  value !== null && kind === 'log' ? Math.max(value, bottom) : value;

/** The values that the axis must hold: of a stack the sums on either side of zero. */
function extent(kind: ChartKind, tracks: readonly Track[], values: readonly (number | null)[][]): number[] {
  if (kind !== 'stack') return values.flatMap((row) => row.filter((it) => it !== null));
  return values.flatMap((row) => {
    const numbers = row.map((it) => it ?? 0);
    const parts = numbers.filter((_, at) => tracks[at]?.role === 'value');
    const above = parts.reduce((sum, it) => sum + Math.max(it, 0), 0);
    const below = parts.reduce((sum, it) => sum + Math.min(it, 0), 0);
    return [above, below, ...numbers.filter((_, at) => tracks[at]?.role !== 'value')];
  });
}

function findGaps(rows: readonly Row[]): Gap[] {
  const gaps: Gap[] = [];
  for (const { index, state } of rows) {
    if (state !== 'missing' && state !== 'after' && state !== 'before') continue;
    const open = gaps.at(-1);
    if (open && open.to === index - 1 && open.state === state) open.to = index;
    else gaps.push({ from: index, to: index, state });
  }
  return gaps;
}

/** The newest value of a track, as an index. */
export const endIndex = ({ rows }: Drawing, track: number): number | undefined =>
  rows.findLast(({ value }) => value[track] !== null)?.index;
