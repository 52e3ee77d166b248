/** Members that a cohort and a period have in common, by the positions of both. */
export interface Meeting {
  readonly cohort: number;
  readonly period: number;
  readonly members: number;
}

export interface Offsets {
  /**
   * `on`: meetings are with the members active in each period. `on_or_after`: with those whose last activity was in it; since
   * everybody has one such period, who was active in k or later is a sum.
   */
  readonly mode: 'on' | 'on_or_after';
  readonly count: number;
  /** Whether a period's number can be told: it is over, and not after the last event. */
  readonly known: (position: number) => boolean;
}

/**
 * What became of a cohort, by offset from its own period on; null where that cannot be told.
 *
 * @param cohort the position of its period
 * @param meetings of this cohort; none lies before its own period
 */
export function retainedOf(
  cohort: number,
  meetings: readonly Meeting[],
  { mode, count, known }: Offsets,
): (number | null)[] {
  const reach = meetings.reduce((most, { period }) => Math.max(most, period - cohort + 1), count);
  const met = Array<number>(reach).fill(0);
  for (const { period, members } of meetings) met[period - cohort] = members;
  if (mode === 'on_or_after') {
    for (let offset = reach - 2; offset >= 0; offset--) met[offset] = (met[offset] ?? 0) + (met[offset + 1] ?? 0);
  }
  return met.slice(0, count).map((members, offset) => (known(cohort + offset) ? members : null));
}
