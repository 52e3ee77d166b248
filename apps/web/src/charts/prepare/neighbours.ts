import type { Slot } from './chart-data.js';

/** A value and the one of the period before. */
export interface Neighbours {
  now: number;
  before: number;
}

/** Absent where the two would compare unlike things: one has no value, or its period is not over. */
export function neighbours(
  values: readonly (number | null)[],
  slots: readonly Pick<Slot, 'complete'>[],
  index: number,
): Neighbours | undefined {
  const [now, before] = [values[index] ?? null, values[index - 1] ?? null];
  if (now === null || before === null || !slots[index]?.complete || !slots[index - 1]?.complete) return undefined;
  return { now, before };
}
