/** What a power curve says in one number each. */
export interface PowerCurveSummary {
  readonly active: number;
  readonly mean_daily_active: number;
  readonly stickiness: number | null;
}

/** @param histogram how many members were active on exactly 1, 2, ... days of a window of as many days as it has entries */
export function summaryOf(histogram: readonly number[]): PowerCurveSummary {
  const active = histogram.reduce((sum, members) => sum + members, 0);
  const memberDays = histogram.reduce((sum, members, i) => sum + members * (i + 1), 0);
  const mean = memberDays / histogram.length;
  return { active, mean_daily_active: mean, stickiness: active === 0 ? null : mean / active };
}
