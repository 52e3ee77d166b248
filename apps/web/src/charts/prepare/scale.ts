/** A value axis from `bottom` to `top`, with lines and labels at `ticks`. */
export interface Scale {
  /** On a logarithmic axis equal distances are equal ratios. */
  kind: 'linear' | 'log';
  bottom: number;
  top: number;
  ticks: readonly number[];
}

/** What an axis counts: whole things, shares of one, other quotients, or seconds on a logarithmic axis. */
export type Measure = 'count' | 'share' | 'ratio' | 'duration';

const INTERVALS = 4;
/** Room beyond the outermost values for their labels. */
const HEADROOM = 1.12;

/** An axis for the values of a chart, zero among them except on a logarithmic one. */
export function scaleFor(measure: Measure, values: readonly number[]): Scale {
  if (measure === 'duration') return durationScale(values);
  const max = Math.max(0, ...values);
  const min = Math.min(0, ...values);
  return zeroScale(min, max, measure === 'count' ? 1 : 0);
}

/**
 * An axis with a few round ticks (1, 2 or 5 times a power of ten), zero among them. It does not end on a tick: a round end
 * would waste up to half of the height.
 * @param least the smallest distance between ticks: 1 for whole things.
 */
function zeroScale(min: number, max: number, least: number): Scale {
  if (max === 0 && min === 0) return { kind: 'linear', bottom: 0, top: 1, ticks: [0] };
  const step = Math.max(least, roundStep((max - min) / INTERVALS));
  const coarse = ticksAt(step, min, max);
  // Where values lie on both sides of zero and so few ticks are all on one of them, nothing can be read on the other.
  const isOneSided = min < 0 && max > 0 && (coarse[0] === 0 || coarse.at(-1) === 0);
  const ticks =
    isOneSided && coarse.length < INTERVALS ? ticksAt(Math.max(least, roundStep(step / 2)), min, max) : coarse;
  return { kind: 'linear', bottom: min * HEADROOM, top: max === 0 ? -min * 0.04 : max * HEADROOM, ticks };
}

function ticksAt(step: number, min: number, max: number): number[] {
  const ticks: number[] = [];
  // Multiples, not sums: 0.1 + 0.2 is not 0.3.
  for (let tick = Math.ceil(min / step); tick * step <= max; tick++) ticks.push(multiple(tick, step));
  return ticks;
}

const multiple = (count: number, step: number): number => Number((count * step).toPrecision(12)) + 0;

/** The 1, 2, 5 or 10 times a power of ten that is nearest to `rough` by ratio: the limits are geometric means, as in d3-array. */
function roundStep(rough: number): number {
  const power = 10 ** Math.floor(Math.log10(rough));
  const ratio = rough / power;
  if (ratio >= Math.sqrt(50)) return 10 * power;
  if (ratio >= Math.sqrt(10)) return 5 * power;
  if (ratio >= Math.sqrt(2)) return 2 * power;
  return power;
}

/** Times that people think in, in seconds. */
const DURATIONS = [0.001, 0.01, 0.1, 1, 10, 60, 600, 3_600, 21_600, 86_400, 604_800];
const MOST_DURATIONS = 6;

function durationScale(values: readonly number[]): Scale {
  const positive = values.filter((value) => value > 0);
  if (positive.length === 0) return { kind: 'log', bottom: 0.1, top: 100, ticks: [1, 10] };
  const min = Math.min(...positive);
  const max = Math.max(...positive);
  const bottom = DURATIONS.findLast((tick) => tick <= min * 0.8) ?? min * 0.5;
  const top = Math.max(max * 1.6, bottom * 10);
  const within = DURATIONS.filter((tick) => tick >= bottom && tick <= top);
  const every = Math.ceil(within.length / MOST_DURATIONS);
  return { kind: 'log', bottom, top, ticks: within.filter((_, index) => index % every === 0) };
}

/** How far up the axis a value lies, 0 to 1; on a logarithmic axis what it cannot show lies at its foot. */
export function heightOf({ kind, bottom, top }: Scale, value: number): number {
  if (kind === 'linear') return (value - bottom) / (top - bottom);
  return value <= bottom ? 0 : Math.log(value / bottom) / Math.log(top / bottom);
}
