import type { Reach, Slot } from './chart-data.js';
import { isUnsettled, stateOf } from './point-state.js';

/** A value and the one of the period before. */
export interface Neighbours {
  now: number;
  before: number;
}

/** Absent where the two would compare unlike things: one has no value, or not that of its whole period. */
export function neighbours(
  values: readonly (number | null)[],
  slots: readonly Slot[],
  index: number,
  reach: Reach,
): Neighbours | undefined {
  const whole = (at: number): number | undefined => {
    const [slot, value] = [slots[at], values[at] ?? null];
    return slot && value !== null && !isUnsettled(stateOf({ ...slot, value }, reach)) ? value : undefined;
  };
  const [now, before] = [whole(index), whole(index - 1)];
  return now === undefined || before === undefined ? undefined : { now, before };
}
