import type { Annotation } from '@grapevine/contracts';
import type { Slot } from './chart-data.js';

/** Puts notes on the periods that their days fall into; those of days outside the chart are left out. */
export function notesBySlot(slots: readonly Slot[], notes: readonly Annotation[]): ReadonlyMap<number, Annotation[]> {
  const placed = new Map<number, Annotation[]>();
  for (const note of notes) {
    // Rolling windows overlap: a day belongs to the one that ends with it.
    const index = slots.findIndex(({ end }) => end >= note.date);
    const slot = slots[index];
    if (!slot || slot.start > note.date) continue;
    placed.set(index, [...(placed.get(index) ?? []), note]);
  }
  return placed;
}
