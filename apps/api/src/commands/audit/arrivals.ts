import { UNKNOWN_VALUE } from '@grapevine/contracts';
import type { MemberDays } from './member-days.js';
import type { Periods } from './periods.js';

/** How a signup came, as a code: its source says `organic`, `invite`, something else, or nothing. */
const CAME = { unsourced: 0, organic: 1, invited: 2, other: 3 } as const;

export function cameOf(source: string | null): number {
  if (!source || source === UNKNOWN_VALUE) return CAME.unsourced;
  if (source === 'organic') return CAME.organic;
  return source === 'invite' ? CAME.invited : CAME.other;
}

/** What is known of a member's signup besides its day. */
export interface SignupFacts {
  /** A code of cameOf(). */
  came(member: number): number | undefined;
  /** Milliseconds from the signup to the first message sent at that time or later; undefined: none was. */
  wait(member: number): number | undefined;
}

/** Who came in one period. */
export interface Arrivals {
  readonly invites: number;
  /** Signups by the code of how they came. */
  readonly came: readonly number[];
  /** Of the signups that ever sent a message: how long each waited. */
  readonly waits: readonly number[];
}

const NOBODY: Arrivals = { invites: 0, came: [0, 0, 0, 0], waits: [] };

/** By period. @param invites numbers of invitations by their days */
export function arrivalsOf(
  { signups, invites }: { readonly signups: MemberDays; readonly invites: MemberDays },
  facts: SignupFacts,
  periods: Periods,
): ReadonlyMap<number, Arrivals> {
  const found = new Map<number, { invites: number; came: number[]; waits: number[] }>();
  const of = (day: number) => {
    const period = periods.of(day);
    const known = found.get(period) ?? { invites: 0, came: [0, 0, 0, 0], waits: [] };
    found.set(period, known);
    return known;
  };
  invites.days.forEach((day, i) => {
    of(day).invites += invites.members[i]?.length ?? 0;
  });
  signups.days.forEach((day, i) => {
    const { came, waits } = of(day);
    for (const member of signups.members[i] ?? []) {
      const code = facts.came(member) ?? CAME.unsourced;
      came[code] = (came[code] ?? 0) + 1;
      const wait = facts.wait(member);
      if (wait !== undefined) waits.push(wait);
    }
  });
  return found;
}

const DAY_MS = 86_400_000;
const LONGEST = 28;

const ratio = (part: number, whole: number): number | null => (whole === 0 ? null : part / whole);
const signupsOf = ({ came }: Arrivals): number => came.reduce((sum, count) => sum + count, 0);
const invitedOf = ({ came }: Arrivals): number => came[CAME.invited] ?? 0;
const within = ({ waits }: Arrivals, days: number): number[] => waits.filter((wait) => wait <= days * DAY_MS);

/** @param isOver whether so many times 24 hours have passed after the period's last moment */
type ArrivalValue = (arrivals: Arrivals, active: number, isOver: (days: number) => boolean) => number | null;

const activation =
  (days: number): ArrivalValue =>
  (arrivals, _active, isOver) =>
    isOver(days) ? ratio(within(arrivals, days).length, signupsOf(arrivals)) : null;

/** In seconds, between the two nearest in proportion. */
const waitAt =
  (level: number): ArrivalValue =>
  (arrivals, _active, isOver) => {
    const sorted = within(arrivals, LONGEST).sort((a, b) => a - b);
    if (sorted.length === 0 || !isOver(LONGEST)) return null;
    const place = level * (sorted.length - 1);
    const low = sorted[Math.floor(place)] as number;
    const high = sorted[Math.ceil(place)] as number;
    return (low + (place - Math.floor(place)) * (high - low)) / 1_000;
  };

const ARRIVAL_VALUES: Readonly<Record<string, ArrivalValue>> = {
  invites: ({ invites }) => invites,
  invite_rate: ({ invites }, active) => ratio(invites, active),
  conversion: (arrivals) => ratio(invitedOf(arrivals), arrivals.invites),
  k_factor: (arrivals, active) =>
    active === 0 || arrivals.invites === 0
      ? null
      : (arrivals.invites / active) * (invitedOf(arrivals) / arrivals.invites),
  organic_share: (arrivals) => {
    const all = signupsOf(arrivals);
    const unsourced = arrivals.came[CAME.unsourced] ?? 0;
    return 5 * unsourced > all ? null : ratio(arrivals.came[CAME.organic] ?? 0, all);
  },
  activation_1d: activation(1),
  activation_7d: activation(7),
  activation_28d: activation(LONGEST),
  time_to_first_message_p50: waitAt(0.5),
  time_to_first_message_p90: waitAt(0.9),
};

/** @returns undefined for a metric that is not one of who comes; its value takes undefined for a period in which nobody came */
export function arrivalValueOf(metric: string) {
  const value = Object.hasOwn(ARRIVAL_VALUES, metric) ? ARRIVAL_VALUES[metric] : undefined;
  return (
    value &&
    ((arrivals: Arrivals | undefined, active: number, isOver: (days: number) => boolean) =>
      value(arrivals ?? NOBODY, active, isOver))
  );
}

/** What makes a segment of a metric large. */
export function measureOf(metric: string): 'activity' | 'signups' | 'invites' {
  if (['invites', 'conversion', 'k_factor'].includes(metric)) return 'invites';
  const bySignups = metric === 'signups' || metric === 'organic_share' || /^(activation|time_to_first)_/.test(metric);
  return bySignups ? 'signups' : 'activity';
}
