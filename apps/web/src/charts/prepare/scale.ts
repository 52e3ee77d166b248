/** A zero-based axis: it ends at `top`, with lines and labels at `ticks`. */
export interface Scale {
  top: number;
  ticks: number[];
}

const INTERVALS = 4;
/** Room above the highest value for its label. */
const HEADROOM = 1.12;

/**
 * A zero-based axis for whole numbers up to `max`, with a few round ticks (1, 2 or 5 times a power of ten).
 * The axis does not end on a tick: a round end would waste up to half of the height.
 */
export function countScale(max: number): Scale {
  if (max <= 0) return { top: 1, ticks: [0] };
  const step = Math.max(1, roundStep(max / INTERVALS));
  const ticks: number[] = [];
  for (let tick = 0; tick <= max; tick += step) ticks.push(tick);
  return { top: max * HEADROOM, ticks };
}

/** The 1, 2, 5 or 10 times a power of ten that is nearest to `rough` by ratio: the limits are geometric means, as in d3-array. */
function roundStep(rough: number): number {
  const power = 10 ** Math.floor(Math.log10(rough));
  const ratio = rough / power;
  if (ratio >= Math.sqrt(50)) return 10 * power;
  if (ratio >= Math.sqrt(10)) return 5 * power;
  if (ratio >= Math.sqrt(2)) return 2 * power;
  return power;
}
