import type { DeliveryLife, Phone, SimulatedSignup, SimulatorObserver } from '@grapevine/simulator';
import { localDayIn, shiftDay } from './naive-calendar.js';

/** Numbers by `period`, or by `period/segment`. What never happened has no entry. */
export type Counts = Record<string, number>;

/** From a local day, `2013-12-19`, to the name of its period. */
export type PeriodOf = (day: string) => string;

export type ActiveDimension = keyof Phone;
export type SignupDimension = ActiveDimension | 'source';

/** A signup, and the local day of it. */
export interface DatedSignup extends SimulatedSignup {
  readonly day: string;
}

export type SignupIs = (signup: DatedSignup) => boolean;

const ACTIVE_DIMENSIONS = ['platform', 'manufacturer', 'country', 'app_version'] as const;

/** Members of one period; those of the one before that are gone. */
export interface GrowthTruth {
  readonly active: number;
  readonly new: number;
  readonly retained: number;
  readonly resurrected: number;
  readonly churned: number;
}

/** What is true of a simulation in one time zone. It only listens: no event is read back, and no code of the product is used. */
export class SimulatedTruth implements SimulatorObserver {
  readonly lives: DeliveryLife[] = [];
  /** The signup that counts, by member. */
  readonly signups = new Map<string, DatedSignup>();
  /** When each member sent messages, epoch milliseconds, in no order. */
  readonly sentAt = new Map<string, number[]>();
  /** From an instant, epoch milliseconds, to its local day. */
  readonly dayOf: (instant: number) => string;
  private readonly activeOn = new Map<string, Set<string>>();
  /** By dimension, then by `day/value`. */
  private readonly activeWith = new Map<ActiveDimension, Map<string, Set<string>>>();
  /** By day, who invited somebody: once for each invitation. */
  private readonly invitesOn = new Map<string, string[]>();

  constructor(timeZone: string) {
    this.dayOf = byMinute(localDayIn(timeZone));
  }

  active(member: string, at: number, phone: Phone): void {
    const day = this.dayOf(at);
    into(this.activeOn, day).add(member);
    for (const dimension of ACTIVE_DIMENSIONS) {
      const known = this.activeWith.get(dimension) ?? new Map<string, Set<string>>();
      this.activeWith.set(dimension, known);
      into(known, `${day}/${phone[dimension] ?? 'unknown'}`).add(member);
    }
  }

  signedUp(signup: SimulatedSignup): void {
    this.signups.set(signup.member, { ...signup, day: this.dayOf(signup.at) });
  }

  invited(member: string, at: number): void {
    const day = this.dayOf(at);
    this.invitesOn.set(day, [...(this.invitesOn.get(day) ?? []), member]);
  }

  sent(member: string, at: number): void {
    const known = this.sentAt.get(member);
    if (known) known.push(at);
    else this.sentAt.set(member, [at]);
  }

  lived(life: DeliveryLife): void {
    this.lives.push(life);
  }

  /** The local days on which anybody was active or signed up, in order. */
  get days(): string[] {
    return [...new Set([...this.activeOn.keys(), ...[...this.signups.values()].map(({ day }) => day)])].sort();
  }

  /** @param who whether a member's signup is of the kind asked for; without it everybody counts, signed up or not */
  activeMembers(periodOf: PeriodOf, who?: SignupIs): Counts {
    return sizes(this.activeOn, periodOf, who && this.those(who));
  }

  activeMembersBy(dimension: ActiveDimension, periodOf: PeriodOf): Counts {
    const segmentOf = (key: string): string => `${periodOf(key.slice(0, 10))}/${key.slice(11)}`;
    return sizes(this.activeWith.get(dimension) ?? new Map(), segmentOf);
  }

  /** By when a member was active for the first time. */
  newMembers(periodOf: PeriodOf, who?: SignupIs): Counts {
    const among = who && this.those(who);
    const seen = new Set<string>();
    const firsts = this.days.flatMap((day) => {
      const active = [...(this.activeOn.get(day) ?? [])];
      const fresh = active.filter((member) => !seen.has(member) && (among?.has(member) ?? true));
      for (const member of fresh) seen.add(member);
      return fresh.map(() => periodOf(day));
    });
    return tally(firsts);
  }

  /**
   * Of those who signed up in each of some periods, and are of the kind asked for, how many were active in it, in the next one, and so
   * on until the last of the periods.
   */
  retention(periods: readonly string[], periodOf: PeriodOf, who: SignupIs): Record<string, number[]> {
    const cohorts = periods.map((cohort, i) => {
      const active = this.activeMembers(periodOf, (signup) => who(signup) && periodOf(signup.day) === cohort);
      return [cohort, periods.slice(i).map((period) => active[period] ?? 0)] as const;
    });
    return Object.fromEntries(cohorts);
  }

  private those(who: SignupIs): Set<string> {
    return new Set([...this.signups.values()].filter(who).map(({ member }) => member));
  }

  signupCounts(periodOf: PeriodOf, who: SignupIs = () => true): Counts {
    return tally([...this.signups.values()].filter(who).map(({ day }) => periodOf(day)));
  }

  signupsBy(dimension: SignupDimension, periodOf: PeriodOf): Counts {
    const segments = [...this.signups.values()].map((one) => `${periodOf(one.day)}/${one[dimension] ?? 'unknown'}`);
    return tally(segments);
  }

  /** By when they were made. @param who how those who invite came themselves; without it all invitations count */
  invites(periodOf: PeriodOf, who?: SignupIs): Counts {
    const among = who && this.those(who);
    return tally(
      [...this.invitesOn].flatMap(([day, members]) =>
        members.filter((member) => among?.has(member) ?? true).map(() => periodOf(day)),
      ),
    );
  }

  /** Who came, stayed, came back and left in each period, of the members of a kind. */
  growth(periodOf: PeriodOf, who: SignupIs): Record<string, GrowthTruth> {
    const among = this.those(who);
    const periods = new Map<string, Set<string>>();
    for (const day of this.allDays()) {
      const active = into(periods, periodOf(day));
      for (const member of this.activeOn.get(day) ?? []) if (among.has(member)) active.add(member);
    }
    const seen = new Set<string>();
    let before = new Set<string>();
    const rows = [...periods].map(([period, active]) => {
      const known = [...active].filter((member) => seen.has(member));
      const retained = known.filter((member) => before.has(member)).length;
      const churned = [...before].filter((member) => !active.has(member)).length;
      for (const member of active) seen.add(member);
      before = active;
      const resurrected = known.length - retained;
      return [
        period,
        { active: active.size, new: active.size - known.length, retained, resurrected, churned },
      ] as const;
    });
    return Object.fromEntries(rows);
  }

  /** How many members of a kind were active on exactly one, two, and so on of the last days. */
  powerCurve(days: number, who: SignupIs): number[] {
    const among = this.those(who);
    const activeDays = new Map<string, number>();
    for (const day of this.allDays().slice(-days)) {
      for (const member of this.activeOn.get(day) ?? []) activeDays.set(member, (activeDays.get(member) ?? 0) + 1);
    }
    const counts = [...activeDays].flatMap(([member, count]) => (among.has(member) ? [count] : []));
    return Array.from({ length: days }, (_, i) => counts.filter((count) => count === i + 1).length);
  }

  /** The local days from the first to the last, those without anybody among them. */
  private allDays(): string[] {
    const all = this.days.slice(0, 1);
    for (const last = this.days.at(-1) ?? ''; (all.at(-1) ?? last) < last; ) all.push(shiftDay(all.at(-1) ?? last, 1));
    return all;
  }

  signupsByInvite(periodOf: PeriodOf): Counts {
    const invited = [...this.signups.values()].filter(({ source }) => source === 'invite');
    return tally(invited.map(({ day }) => periodOf(day)));
  }
}

function tally(names: readonly string[]): Counts {
  const counts: Counts = {};
  for (const name of names) counts[name] = (counts[name] ?? 0) + 1;
  return counts;
}

function into(sets: Map<string, Set<string>>, name: string): Set<string> {
  const set = sets.get(name) ?? new Set<string>();
  sets.set(name, set);
  return set;
}

/** How many different members are in the sets of each period. */
function sizes(
  sets: ReadonlyMap<string, ReadonlySet<string>>,
  periodOf: PeriodOf,
  among?: ReadonlySet<string>,
): Counts {
  const unions = new Map<string, Set<string>>();
  for (const [key, members] of sets) {
    for (const member of members) if (among?.has(member) ?? true) into(unions, periodOf(key)).add(member);
  }
  return Object.fromEntries([...unions].map(([period, { size }]) => [period, size]));
}

/** Intl takes microseconds: each minute is asked about once. Local days begin with whole minutes in every zone of that time. */
function byMinute(dayOf: (instant: number) => string): (instant: number) => string {
  const known = new Map<number, string>();
  return (instant) => {
    const minute = Math.floor(instant / 60_000);
    const day = known.get(minute) ?? dayOf(instant);
    known.set(minute, day);
    return day;
  };
}
