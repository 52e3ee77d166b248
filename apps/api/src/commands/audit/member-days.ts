/** Who was active when: days in order, and of each day the distinct numbers of its members, in order. */
export interface MemberDays {
  readonly days: readonly number[];
  readonly members: readonly Uint32Array[];
}

/** Sorts what is in the beginning of an array and drops repetitions. @returns how many are left */
function sortDistinct(numbers: Uint32Array, length: number): number {
  const used = numbers.subarray(0, length).sort();
  let kept = 0;
  for (let i = 0; i < used.length; i++) {
    if (i === 0 || used[i] !== used[i - 1]) numbers[kept++] = used[i] as number;
  }
  return kept;
}

/** A set of member numbers that takes each as often as it comes, and at most twice the memory of the distinct ones. */
class GrowingSet {
  private numbers = new Uint32Array(4);
  private length = 0;

  add(number: number): void {
    if (this.length === this.numbers.length) {
      this.length = sortDistinct(this.numbers, this.length);
      if (this.length > this.numbers.length / 2) {
        const larger = new Uint32Array(this.numbers.length * 2);
        larger.set(this.numbers);
        this.numbers = larger;
      }
    }
    this.numbers[this.length++] = number;
  }

  distinct(): Uint32Array {
    this.length = sortDistinct(this.numbers, this.length);
    return this.numbers.slice(0, this.length);
  }
}

/** Takes activity in any order. */
export class MemberDaysRecorder {
  private readonly sets = new Map<number, GrowingSet>();

  add(day: number, member: number): void {
    let set = this.sets.get(day);
    if (!set) {
      set = new GrowingSet();
      this.sets.set(day, set);
    }
    set.add(member);
  }

  /** @param isOut who is left out; days on which nobody else was active are left out as well */
  finish(isOut: (member: number) => boolean): MemberDays {
    const days: number[] = [];
    const members: Uint32Array[] = [];
    for (const day of [...this.sets.keys()].sort((a, b) => a - b)) {
      const left = (this.sets.get(day) as GrowingSet).distinct().filter((member) => !isOut(member));
      if (left.length === 0) continue;
      days.push(day);
      members.push(left);
    }
    return { days, members };
  }

  /** Everybody who was ever active. */
  *everybody(): Generator<number> {
    for (const set of this.sets.values()) yield* set.distinct();
  }
}

/** Who was active on a day in any of them. */
export function unionOf(several: readonly MemberDays[]): MemberDays {
  const recorder = new MemberDaysRecorder();
  for (const { days, members } of several) {
    days.forEach((day, i) => {
      for (const member of members[i] as Uint32Array) recorder.add(day, member);
    });
  }
  return recorder.finish(() => false);
}

/** Who was active on a day in both of them. */
export function intersectionOf(one: MemberDays, other: MemberDays): MemberDays {
  const others = new Map(other.days.map((day, i) => [day, other.members[i] as Uint32Array]));
  let [last, at] = [Number.NaN, 0];
  return onlyThose(one, (member, day) => {
    // Both are in order: where one goes on, the other follows.
    if (day !== last) [last, at] = [day, 0];
    const members = others.get(day) ?? NOBODY;
    while (at < members.length && (members[at] as number) < member) at++;
    return members[at] === member;
  });
}

const NOBODY = new Uint32Array(0);

/** Days on which nobody is left are left out. */
export function onlyThose({ days, members }: MemberDays, isIn: (member: number, day: number) => boolean): MemberDays {
  const left = members.map((ofDay, i) => ofDay.filter((member) => isIn(member, days[i] as number)));
  const isThere = (_: unknown, i: number): boolean => (left[i]?.length ?? 0) > 0;
  return { days: days.filter(isThere), members: left.filter(isThere) };
}

/** What was until a day, that day included. */
export function untilDay({ days, members }: MemberDays, last: number): MemberDays {
  const isThere = (_: unknown, i: number): boolean => (days[i] as number) <= last;
  return { days: days.filter(isThere), members: members.filter(isThere) };
}

/** Distinct members from one day to another, both included; also more of them than a Set of the language holds. */
export function distinctMembers({ days, members }: MemberDays, from: number, to: number): number {
  const seen = new GrowingSet();
  days.forEach((day, i) => {
    if (day >= from && day <= to) for (const member of members[i] as Uint32Array) seen.add(member);
  });
  return seen.distinct().length;
}
