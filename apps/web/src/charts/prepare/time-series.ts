import type { SeriesPoint } from '@grapevine/contracts';
import { type PointState, type Reach, stateOf } from './point-state.js';
import { countScale, type Scale } from './scale.js';

/** One period as it is drawn. In every field null draws nothing; a missing value never becomes a zero. */
export interface Row {
  index: number;
  state: PointState;
  value: number | null;
  /** The solid line: complete periods. */
  solid: number | null;
  /** The dashed line: from the period before a running one to the running one. */
  dashed: number | null;
}

/** Neighbouring periods without a value, from the first to the last, that share a reason. */
export interface Gap {
  from: number;
  to: number;
  state: PointState;
}

/** Everything that was decided about a series before it is drawn. */
export interface Drawing {
  points: readonly SeriesPoint[];
  rows: Row[];
  gaps: Gap[];
  scale: Scale;
  /** The highest value, the last of complete periods, and the running period; each as an index, if there is one. */
  peak: number | undefined;
  last: number | undefined;
  running: number | undefined;
}

/**
 * Turns the points of an answer into drawing decisions.
 * Periods before the first event are left out: what did not exist yet is not a gap. All other nulls are.
 */
export function prepareSeries(answered: readonly SeriesPoint[], reach: Reach): Drawing {
  const begin = answered.findIndex((point) => stateOf(point, reach) !== 'before');
  const points = begin < 0 ? [] : answered.slice(begin);
  const states = points.map((point) => stateOf(point, reach));
  const rows = points.map((point, index): Row => {
    const state = states[index] ?? 'missing';
    const leadsToRunning = states[index + 1] === 'running';
    return {
      index,
      state,
      value: point.value,
      solid: state === 'running' ? null : point.value,
      dashed: state === 'running' || leadsToRunning ? point.value : null,
    };
  });
  const values = rows.flatMap((row) => (row.value === null ? [] : [row.value]));
  const max = values.reduce((highest, value) => Math.max(highest, value), 0);
  return {
    points,
    rows,
    gaps: findGaps(rows),
    scale: countScale(max),
    peak: values.length > 0 ? rows.find((row) => row.value === max)?.index : undefined,
    last: rows.findLast((row) => row.solid !== null)?.index,
    running: rows.findLast((row) => row.state === 'running')?.index,
  };
}

function findGaps(rows: readonly Row[]): Gap[] {
  const gaps: Gap[] = [];
  for (const { index, state, value } of rows) {
    if (value !== null) continue;
    const open = gaps.at(-1);
    if (open && open.to === index - 1 && open.state === state) open.to = index;
    else gaps.push({ from: index, to: index, state });
  }
  return gaps;
}
