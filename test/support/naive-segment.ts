import { NAIVE_PERIODS } from './naive-calendar.js';
import type { NaiveLog, NaiveRecord } from './naive-log.js';

/** `dimension` has one of `values`; `member.dimension` asks for that of the member's earliest signup, `member.signed_up` for its period. */
export interface NaiveFilter {
  readonly dimension: string;
  readonly values: readonly string[];
}

/** Who is counted: those who pass every filter on the same local day. */
export class NaiveSegment {
  private readonly byDay: ReadonlyMap<string, ReadonlySet<string>>;
  private readonly days: readonly string[];
  private readonly firstDays = new Map<string, string>();
  private readonly lastDays = new Map<string, string>();
  private readonly signups: readonly NaiveRecord[];
  private readonly invites: readonly NaiveRecord[];
  private readonly unions = new Map<string, ReadonlySet<string>>();

  constructor(
    private readonly log: NaiveLog,
    asked: readonly NaiveFilter[],
  ) {
    const filters = asked.filter((filter) => !isOfMembers(filter));
    const among = membersWith(log, asked.filter(isOfMembers));
    const activity = log.activity.filter(({ member }) => among?.has(member) ?? true);
    const passing = filters.map((filter) =>
      membersByDay(activity.filter((one) => filter.values.includes(one.valueOf(filter.dimension)))),
    );
    this.byDay = passing.reduce(intersectDays, membersByDay(activity));
    this.days = [...this.byDay.keys()].sort();
    for (const day of this.days) {
      for (const member of this.byDay.get(day) ?? []) {
        if (!this.firstDays.has(member)) this.firstDays.set(member, day);
        this.lastDays.set(member, day);
      }
    }
    const passes = (one: NaiveRecord): boolean =>
      (among?.has(one.member) ?? true) &&
      filters.every(({ dimension, values }) => values.includes(one.valueOf(dimension)));
    this.signups = log.signups.filter(passes);
    this.invites = log.invites.filter(passes);
  }

  /** Everyone who was active from `start` to `end`, both included. */
  active(start: string, end: string): ReadonlySet<string> {
    const key = `${start} ${end}`;
    const known = this.unions.get(key);
    if (known) return known;
    const days = start === end ? [start] : this.days.filter((day) => day >= start && day <= end);
    const members = new Set(days.flatMap((day) => [...this.on(day)]));
    this.unions.set(key, members);
    return members;
  }

  /** The members of one day. */
  on(day: string): ReadonlySet<string> {
    return this.byDay.get(day) ?? new Set();
  }

  /** Whether a member was ever active before a day. */
  wasActiveBefore(member: string, day: string): boolean {
    return (this.firstDays.get(member) ?? '9999') < day;
  }

  /** Whether a member was active on a day or any time after. */
  wasActiveSince(member: string, day: string): boolean {
    return (this.lastDays.get(member) ?? '') >= day;
  }

  /** Members whose earliest signup lies between two days, both included. */
  signedUp(start: string, end: string): ReadonlySet<string> {
    return new Set(this.signupsIn(start, end).map(({ member }) => member));
  }

  /** The earliest signups of members between two days, both included. */
  signupsIn(start: string, end: string): readonly NaiveRecord[] {
    return this.signups.filter(({ day }) => day >= start && day <= end);
  }

  /** Invitations between two days, both included. */
  invitesIn(start: string, end: string): number {
    return this.invites.filter(({ day }) => day >= start && day <= end).length;
  }

  /** Milliseconds from a signup to the first message sent at that time or later; undefined where there is none. */
  firstMessageAfter({ member, at }: NaiveRecord): number | undefined {
    const waits = (this.log.sent.get(member) ?? []).map((sent) => sent - at).filter((wait) => wait >= 0);
    return waits.length === 0 ? undefined : Math.min(...waits);
  }
}

const isOfMembers = ({ dimension }: NaiveFilter): boolean => dimension.startsWith('member.');

/** Members of whom every filter holds; undefined without a filter: everybody, also who never signed up. */
function membersWith(log: NaiveLog, filters: readonly NaiveFilter[]): ReadonlySet<string> | undefined {
  if (filters.length === 0) return undefined;
  const holds = (signup: NaiveRecord, { dimension, values }: NaiveFilter): boolean =>
    dimension === 'member.signed_up'
      ? Object.values(NAIVE_PERIODS).some((nameOf) => values.includes(nameOf(signup.day)))
      : values.includes(signup.valueOf(dimension.slice('member.'.length)));
  const signups = log.signups.filter((signup) => filters.every((filter) => holds(signup, filter)));
  return new Set(signups.map(({ member }) => member));
}

function membersByDay(records: readonly NaiveRecord[]): Map<string, Set<string>> {
  const sets = new Map<string, Set<string>>();
  for (const { member, day } of records) sets.set(day, (sets.get(day) ?? new Set()).add(member));
  return sets;
}

function intersectDays(one: ReadonlyMap<string, Set<string>>, other: ReadonlyMap<string, Set<string>>) {
  const both = new Map<string, Set<string>>();
  for (const [day, members] of one) {
    both.set(day, new Set([...members].filter((member) => other.get(day)?.has(member))));
  }
  return both;
}

/** A breakdown: each segment that is shown, then `(other)`, which holds every value that is not. */
export function segmentsOf(log: NaiveLog, filters: readonly NaiveFilter[], by: string, shown: readonly string[]) {
  const rest = valuesOf(log, by).filter((value) => !shown.includes(value));
  const segments = new Map<string, NaiveSegment>();
  for (const value of shown)
    segments.set(value, new NaiveSegment(log, [...filters, { dimension: by, values: [value] }]));
  if (rest.length > 0) segments.set('(other)', new NaiveSegment(log, [...filters, { dimension: by, values: rest }]));
  return segments;
}

/** Every value that a dimension has in the log. */
export function valuesOf(log: NaiveLog, dimension: string): string[] {
  return [...new Set([...log.activity, ...log.signups, ...log.invites].map((one) => one.valueOf(dimension)))].sort();
}
