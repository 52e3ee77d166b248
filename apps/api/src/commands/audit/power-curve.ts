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
  // By member number; a Map of the language would hold 2^24 at most.
  const daysOf = new Uint16Array(1 + Math.max(0, ...members.map((ofDay) => ofDay.at(-1) ?? 0)));
  let memberDays = 0;
  days.forEach((day, i) => {
    if (day > last || day <= last - length) return;
    for (const member of members[i] as Uint32Array) {
      daysOf[member] = (daysOf[member] as number) + 1;
      memberDays++;
    }
  });
  const histogram = Array<number>(length).fill(0);
  let active = 0;
  for (const count of daysOf) {
    if (count === 0) continue;
    active++;
    histogram[count - 1] = (histogram[count - 1] ?? 0) + 1;
  }
  const mean = memberDays / length;
  return {
    members: histogram,
    active,
    meanDailyActive: mean,
    stickiness: active === 0 ? null : mean / active,
  };
}
