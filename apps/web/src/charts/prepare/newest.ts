import type { ChartData } from './chart-data.js';
import { stateAt } from './drawing.js';
import { isUnsettled } from './point-state.js';

/** The newest period that is settled and has a value, as an index; the newest with any value where there is none. */
export function newestPeriod({ slots, tracks, reach }: ChartData): number | undefined {
  const states = slots.map((slot, index) => stateAt(slot, tracks, index, reach));
  const settled = states.findLastIndex((state) => state === 'sealed' || state === 'complete');
  const index = settled >= 0 ? settled : states.findLastIndex(isUnsettled);
  return index >= 0 ? index : undefined;
}
