import type { MemberDays } from './member-days.js';

export interface PowerCurve {
  /** Members active on exactly 1, 2, ... days. */
  readonly members: readonly number[];
  readonly active: number;
  readonly meanDailyActive: number;
  readonly stickiness: number | null;
}

/** On how many of the `length` days that end with `last` each member was active. */
export function powerCurveOf({ days, members }: MemberDays, last: number, length: number): PowerCurve {
  const daysOf = new Map<number, number>();
  let memberDays = 0;
  days.forEach((day, i) => {
    if (day > last || day <= last - length) return;
    for (const member of members[i] as Uint32Array) {
      daysOf.set(member, (daysOf.get(member) ?? 0) + 1);
      memberDays++;
    }
  });
  const histogram = Array<number>(length).fill(0);
  for (const count of daysOf.values()) histogram[count - 1] = (histogram[count - 1] ?? 0) + 1;
  const mean = memberDays / length;
  return {
    members: histogram,
    active: daysOf.size,
    meanDailyActive: mean,
    stickiness: daysOf.size === 0 ? null : mean / daysOf.size,
  };
}
