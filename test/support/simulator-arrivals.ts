import { DAY_MS } from '@grapevine/simulator';
import type { DatedSignup, PeriodOf, SignupIs, SimulatedTruth } from './simulator-truth.js';

/** What is true of how people came in one period, by names of metrics. Null: not defined. */
export type ArrivalFigures = Readonly<Record<string, number | null>>;

/** Of more signups without a source than that nobody knows how many were organic. */
const MOST_UNKNOWN = 0.2;

const ratio = (part: number, whole: number): number | null => (whole === 0 ? null : part / whole);

/**
 * Figures as they are long after the simulation: nothing is waited for any more.
 *
 * @param who which signups are counted, and whose invitations and activity: of those who came so
 */
export function arrivalFigures(
  truth: SimulatedTruth,
  periodOf: PeriodOf,
  period: string,
  who?: SignupIs,
): ArrivalFigures {
  const signups = [...truth.signups.values()].filter(
    (signup) => periodOf(signup.day) === period && (who?.(signup) ?? true),
  );
  const from = (source: string | undefined): number => signups.filter((one) => one.source === source).length;
  const active = truth.activeMembers(periodOf, who)[period] ?? 0;
  const invites = truth.invites(periodOf, who)[period] ?? 0;
  const inviteRate = ratio(invites, active);
  const conversion = ratio(from('invite'), invites);
  const waits = signups.map((signup) => waitOf(truth, signup));
  const within = (days: number): number => waits.filter((wait) => wait <= days * DAY_MS).length;
  const started = waits.filter((wait) => wait <= 28 * DAY_MS).map((wait) => wait / 1_000);
  return {
    invites,
    invite_rate: inviteRate,
    conversion,
    k_factor: inviteRate === null || conversion === null ? null : inviteRate * conversion,
    organic_share: from(undefined) > MOST_UNKNOWN * signups.length ? null : ratio(from('organic'), signups.length),
    activation_1d: ratio(within(1), signups.length),
    activation_7d: ratio(within(7), signups.length),
    activation_28d: ratio(within(28), signups.length),
    time_to_first_message_p50: percentile(started, 0.5),
    time_to_first_message_p90: percentile(started, 0.9),
  };
}

/** From a signup to the first message sent at or after it, in milliseconds; infinite where there is none. */
function waitOf({ sentAt }: SimulatedTruth, { member, at }: DatedSignup): number {
  const waits = (sentAt.get(member) ?? []).map((sent) => sent - at);
  return Math.min(Number.POSITIVE_INFINITY, ...waits.filter((wait) => wait >= 0));
}

/** Linear between the two values nearest to the place (n - 1) p: numpy's default. Null of nothing. */
export function percentile(values: readonly number[], p: number): number | null {
  const sorted = [...values].sort((a, b) => a - b);
  const place = (sorted.length - 1) * p;
  const [low, high] = [sorted[Math.floor(place)], sorted[Math.ceil(place)]];
  return low === undefined || high === undefined ? null : low + (high - low) * (place - Math.floor(place));
}
