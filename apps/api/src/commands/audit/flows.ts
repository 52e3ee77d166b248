import type { MemberDays } from './member-days.js';
import { MemberNotes } from './member-notes.js';
import type { Periods } from './periods.js';

/** The figures of growth accounting of one period, by following every member through time. */
export interface Flow {
  active: number;
  fresh: number;
  retained: number;
  resurrected: number;
  churned: number;
}

export type Flows = ReadonlyMap<number, Flow>;

export const NO_FLOW: Flow = { active: 0, fresh: 0, retained: 0, resurrected: 0, churned: 0 };

/** Follows members: what they were before decides what their first activity in a period makes them. */
export class FlowCounter {
  /** The last period in which each member was active so far. */
  private readonly lastPeriod: MemberNotes;

  constructor(members: number) {
    this.lastPeriod = new MemberNotes(members);
  }

  /** @returns the figures of each period that has any, by its number */
  calendar({ days, members }: MemberDays, periods: Periods): Flows {
    const flows = new Map<number, Flow>();
    days.forEach((day, i) => {
      const period = periods.of(day);
      const flow = flowOf(flows, period);
      for (const member of members[i] as Uint32Array) this.meet(member, period, flow);
    });
    for (const period of [...flows.keys()]) {
      // Whoever was there and was not met again left in the period after.
      const next = flowOf(flows, period + 1);
      next.churned = (flows.get(period) as Flow).active - next.retained;
    }
    this.lastPeriod.forget();
    return flows;
  }

  private meet(member: number, period: number, flow: Flow): void {
    const last = this.lastPeriod.of(member);
    if (last === period) return;
    flow.active++;
    if (last === undefined) flow.fresh++;
    else if (last === period - 1) flow.retained++;
    else flow.resurrected++;
    this.lastPeriod.note(member, period);
  }

  /**
   * Distinct members of the windows of `length` days, by their last day: a member is in all windows from a day of activity on
   * until the window has left that day behind.
   */
  rolling({ days, members }: MemberDays, length: number): Flows {
    const [first, last] = [days[0], days.at(-1)];
    const flows = new Map<number, Flow>();
    if (first === undefined || last === undefined) return flows;
    const comings = new Float64Array(last - first + 1 + length);
    days.forEach((day, i) => {
      for (const member of members[i] as Uint32Array) {
        const before = this.lastPeriod.of(member);
        // Still in it because of an earlier day: he now stays as long as this day lets him.
        if (before !== undefined && before > day - length) shift(comings, before + length - first, 1);
        else shift(comings, day - first, 1);
        shift(comings, day + length - first, -1);
        this.lastPeriod.note(member, day);
      }
    });
    this.lastPeriod.forget();
    let present = 0;
    comings.forEach((change, i) => {
      present += change;
      flows.set(first + i, { ...NO_FLOW, active: present });
    });
    return flows;
  }
}

function shift(changes: Float64Array, at: number, by: number): void {
  changes[at] = (changes[at] ?? 0) + by;
}

function flowOf(flows: Map<number, Flow>, period: number): Flow {
  let flow = flows.get(period);
  if (!flow) {
    flow = { ...NO_FLOW };
    flows.set(period, flow);
  }
  return flow;
}
