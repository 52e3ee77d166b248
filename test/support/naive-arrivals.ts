import type { NaivePeriod } from './naive-periods.js';
import type { NaiveSegment } from './naive-segment.js';

type NaiveMetric = (
  segment: NaiveSegment,
  period: NaivePeriod,
  course: { readonly dayAgo: (days: number) => string },
) => number | null;

const DAY_MS = 86_400_000;

const share = (part: number, whole: number): number | null => (whole === 0 ? null : part / whole);

const cameBy = (segment: NaiveSegment, { start, end }: NaivePeriod, source: string): number =>
  segment.signupsIn(start, end).filter((one) => one.valueOf('source') === source).length;

const inviteRate: NaiveMetric = (segment, { start, end }) =>
  share(segment.invitesIn(start, end), segment.active(start, end).size);

const conversion: NaiveMetric = (segment, period) =>
  share(cameBy(segment, period, 'invite'), segment.invitesIn(period.start, period.end));

const organicShare: NaiveMetric = (segment, period) => {
  const all = segment.signupsIn(period.start, period.end).length;
  return cameBy(segment, period, 'unknown') > all / 5 ? null : share(cameBy(segment, period, 'organic'), all);
};

/** How long each signup of the period waited for its first message, those who waited longer than some days left out. */
const waits = (segment: NaiveSegment, { start, end }: NaivePeriod, days: number): number[] =>
  segment
    .signupsIn(start, end)
    .map((signup) => segment.firstMessageAfter(signup) ?? Number.POSITIVE_INFINITY)
    .filter((wait) => wait <= days * DAY_MS);

const activation =
  (days: number): NaiveMetric =>
  (segment, period, { dayAgo }) =>
    period.end < dayAgo(days)
      ? share(waits(segment, period, days).length, segment.signupsIn(period.start, period.end).length)
      : null;

/** Seconds, with linear interpolation between the two nearest, as spreadsheets and numpy do. */
const timeToFirstMessage =
  (level: number): NaiveMetric =>
  (segment, period, { dayAgo }) => {
    const sorted = waits(segment, period, 28).sort((a, b) => a - b);
    if (sorted.length === 0 || period.end >= dayAgo(28)) return null;
    const position = level * (sorted.length - 1) + 1;
    const below = Math.floor(position);
    const low = sorted[below - 1] as number;
    return (low + (position - below) * ((sorted[below] ?? low) - low)) / 1_000;
  };

/** How people come, and whether they begin; one period at a time. */
export const NAIVE_ARRIVALS: Readonly<Record<string, NaiveMetric>> = {
  invites: (segment, { start, end }) => segment.invitesIn(start, end),
  invite_rate: inviteRate,
  conversion,
  k_factor: (segment, period, course) => {
    const rate = inviteRate(segment, period, course);
    const converted = conversion(segment, period, course);
    return rate === null || converted === null ? null : rate * converted;
  },
  organic_share: organicShare,
  activation_1d: activation(1),
  activation_7d: activation(7),
  activation_28d: activation(28),
  time_to_first_message_p50: timeToFirstMessage(0.5),
  time_to_first_message_p90: timeToFirstMessage(0.9),
};
