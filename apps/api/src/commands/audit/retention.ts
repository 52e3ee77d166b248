import { type Course, isKnown, isOver } from './course.js';
import type { MemberDays } from './member-days.js';
import { MemberNotes } from './member-notes.js';
import type { Periods } from './periods.js';

export interface CohortQuestion {
  readonly kind: 'first_active' | 'signed_up';
  readonly mode: 'on' | 'on_or_after';
  /** How many offsets from 0. */
  readonly count: number;
}

interface Cohort {
  size: number;
  /** Members by offset: active in that period, or last active in it. */
  readonly met: Map<number, number>;
}

/** What became of the members who were first active, or signed up, in each period. */
export class RetentionCounter {
  /** Each member's cohort, and the last period of activity. */
  private readonly cohortOf: MemberNotes;
  private readonly lastPeriod: MemberNotes;
  private readonly cohorts = new Map<number, Cohort>();

  constructor(
    members: number,
    private readonly activity: MemberDays,
    private readonly periods: Periods,
  ) {
    this.cohortOf = new MemberNotes(members);
    this.lastPeriod = new MemberNotes(members);
  }

  /** Puts each member into the cohort of a period. */
  join(member: number, period: number): void {
    this.cohortOf.note(member, period);
    this.cohort(period).size++;
  }

  /** Cohorts by first activity. */
  joinByActivity(): this {
    this.everyMeeting((member, period) => {
      if (this.cohortOf.of(member) === undefined) this.join(member, period);
    });
    return this;
  }

  /** @returns by the number of the cohort's period, its size and what is left of it at each offset; null where that is not known */
  count(
    { mode, count }: CohortQuestion,
    course: Course,
  ): (period: number) => { size: number | null; retained: (number | null)[] } {
    for (const { met } of this.cohorts.values()) met.clear();
    if (mode === 'on') this.everyMeeting((member, period) => this.meet(member, period));
    else {
      this.everyMeeting(() => undefined);
      for (const member of this.lastPeriod.members) this.meet(member, this.lastPeriod.of(member) as number);
    }
    const { periods } = this;
    return (period) => {
      const { size, met } = this.cohorts.get(period) ?? { size: 0, met: new Map<number, number>() };
      const at = (offset: number): number => {
        if (mode === 'on') return met.get(offset) ?? 0;
        return [...met].reduce((sum, [last, members]) => (last >= offset ? sum + members : sum), 0);
      };
      const knownAt = (offset: number): boolean =>
        isOver(course, periods, period + offset) && isKnown(course, periods, period + offset, false);
      return {
        size: isKnown(course, periods, period, false) ? size : null,
        retained: Array.from({ length: count }, (_, offset) => (knownAt(offset) ? at(offset) : null)),
      };
    };
  }

  /** Tells of each member once in every period of activity, in the order of time. */
  private everyMeeting(tell: (member: number, period: number) => void): void {
    this.lastPeriod.forget();
    this.activity.days.forEach((day, i) => {
      const period = this.periods.of(day);
      for (const member of this.activity.members[i] as Uint32Array) {
        if (this.lastPeriod.of(member) === period) continue;
        this.lastPeriod.note(member, period);
        tell(member, period);
      }
    });
  }

  /** Before the own period nobody is retained: whoever signed up after being active. */
  private meet(member: number, period: number): void {
    const joined = this.cohortOf.of(member);
    if (joined === undefined || period < joined) return;
    const { met } = this.cohort(joined);
    met.set(period - joined, (met.get(period - joined) ?? 0) + 1);
  }

  private cohort(period: number): Cohort {
    let cohort = this.cohorts.get(period);
    if (!cohort) {
      cohort = { size: 0, met: new Map() };
      this.cohorts.set(period, cohort);
    }
    return cohort;
  }
}
