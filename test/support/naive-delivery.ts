import { localDayIn, NAIVE_PERIODS, shiftDay } from './naive-calendar.js';
import { instantOf, type WireEvent } from './naive-log.js';

/**
 * A second opinion on delivery, from the rules of docs/delivery.md: every day of every message is looked at on its own, event by
 * event. It shares no code with the product, and stores nothing in between.
 */
export interface NaiveDeliverySettings {
  readonly timeZone: string;
  readonly horizons?: Readonly<Record<string, number>>;
  readonly excluded?: readonly string[];
}

/** One delivery as it counts on one day. */
export interface NaiveLife {
  readonly day: string;
  readonly facts: Readonly<Record<string, string>>;
  readonly sent: boolean;
  readonly unseen: boolean;
  readonly delivered: boolean;
  readonly read: boolean;
  readonly failed: boolean;
  readonly late: number;
  readonly horizon: number;
  readonly toDelivered?: number;
  readonly toRead?: number;
}

interface Seen {
  readonly event: WireEvent;
  readonly at: number;
  readonly day: string;
  readonly status: string;
}

const FACTS = ['channel', 'platform', 'country', 'error_code', 'app_version', 'manufacturer'];
const RECEIPTS = ['delivered', 'read', 'failed'];
const text = (value: unknown): string => (value === undefined || value === null ? '' : String(value));

/** The value that the earliest event states; of equal times the smallest. */
function said(events: readonly Seen[], field: string): string {
  let best: Seen | undefined;
  for (const one of events) {
    if (text(one.event[field]) === '') continue;
    const earlier =
      best === undefined ||
      one.at < best.at ||
      (one.at === best.at && text(one.event[field]) < text(best.event[field]));
    if (earlier) best = one;
  }
  return best === undefined ? 'unknown' : text(best.event[field]);
}

function earliest(events: readonly Seen[], ...statuses: string[]): Seen | undefined {
  return events
    .filter(({ status }) => statuses.includes(status))
    .reduce<Seen | undefined>((first, one) => (first === undefined || one.at < first.at ? one : first), undefined);
}

/** Every delivery of a log on every day that it counts on. */
export function naiveLives(events: readonly WireEvent[], settings: NaiveDeliverySettings): NaiveLife[] {
  const dayOf = localDayIn(settings.timeZone);
  const messages = new Map<string, Seen[]>();
  for (const event of events) {
    if (!String(event.type).startsWith('message.')) continue;
    const at = instantOf(event);
    const seen = { event, at, day: dayOf(at), status: String(event.type).slice('message.'.length) };
    const id = String(event.message_id);
    messages.set(id, [...(messages.get(id) ?? []), seen]);
  }
  return [...messages.values()].flatMap((all) =>
    [...new Set(all.map(({ day }) => day))].flatMap((day) => livesOn(day, all, settings)),
  );
}

function livesOn(day: string, all: readonly Seen[], settings: NaiveDeliverySettings): NaiveLife[] {
  const within = (days: number) =>
    all.filter((one) => one.day >= shiftDay(day, -days) && one.day <= shiftDay(day, days));
  const longest = Math.max(7, ...Object.values(settings.horizons ?? {}));
  const about = within(longest);
  const recipientOf = ({ event }: Seen) => text(event.recipient_id);
  const recipients = new Set(about.map(recipientOf).filter((name) => name !== ''));
  if (recipients.size === 0) recipients.add('');
  return [...recipients].flatMap((recipient) => {
    const concerns = (one: Seen) => recipientOf(one) === recipient || recipientOf(one) === '';
    const channel = said(about.filter(concerns), 'channel');
    const horizon = settings.horizons?.[channel] ?? 7;
    const around = within(horizon).filter(concerns);
    const own = around.filter((one) => recipientOf(one) === recipient);
    const life = lifeOn(day, all, own, around, horizon, settings);
    return life ? [{ ...life, facts: { ...life.facts, channel } }] : [];
  });
}

function lifeOn(
  day: string,
  all: readonly Seen[],
  own: readonly Seen[],
  around: readonly Seen[],
  horizon: number,
  { excluded = [] }: NaiveDeliverySettings,
): NaiveLife | undefined {
  const sent = earliest(around, 'sent');
  // What comes later than any receipt that counts says nothing about it.
  const everSent = earliest(
    all.filter((one) => one.day <= shiftDay(day, horizon)),
    'sent',
  );
  const receipts = RECEIPTS.map((status) => earliest(own, status));
  const [delivered, read, failed] = receipts;
  const sentLongAgo = all.some((one) => one.status === 'sent' && one.day < shiftDay(day, -horizon));
  const isLate = sent === undefined && sentLongAgo;
  const counts = sent ? sent.day === day : !isLate && earliest(own, ...RECEIPTS)?.day === day;
  const late = isLate ? receipts.filter((one) => one?.day === day).length : 0;
  if (!counts && late === 0) return undefined;
  const first = sent ?? everSent;
  const senders = (sent ? around : all).filter(({ status, at }) => status === 'sent' && at === first?.at);
  if (senders.some(({ event }) => excluded.includes(text(event.member_id)))) return undefined;
  const facts = FACTS.map((name) => [name, said(name === 'error_code' ? own : around, name)] as const);
  return {
    day,
    horizon,
    facts: Object.fromEntries(facts),
    sent: counts,
    unseen: counts && sent === undefined,
    delivered: counts && (delivered ?? read) !== undefined,
    read: counts && read !== undefined,
    failed: counts && failed !== undefined,
    late,
    ...(counts && sent && delivered ? { toDelivered: (delivered.at - sent.at) / 1_000 } : {}),
    ...(counts && delivered && read ? { toRead: (read.at - delivered.at) / 1_000 } : {}),
  };
}

/** Linear interpolation between the two nearest of n sorted values, at (n - 1) p: R-7. */
function percentileR7(values: readonly number[], p: number): number | null {
  const sorted = [...values].sort((a, b) => a - b);
  const at = (sorted.length - 1) * p;
  const [below, above] = [sorted[Math.floor(at)], sorted[Math.ceil(at)]];
  return below === undefined || above === undefined ? null : below + (above - below) * (at - Math.floor(at));
}

const latencyOf = (values: readonly number[]) => ({
  p50: percentileR7(values, 0.5),
  p90: percentileR7(values, 0.9),
  p95: percentileR7(values, 0.95),
  p99: percentileR7(values, 0.99),
  pairs: values.length,
  negative: values.filter((value) => value < 0).length,
});

/**
 * Which channels tell of reads, of which nothing is declared: of a period in which one of their messages was read, and of those from
 * the first on that ends at most a horizon before a read that names them.
 *
 * @param all every life of the log
 */
export function naiveReaders(
  events: readonly WireEvent[],
  all: readonly NaiveLife[],
  grain: string,
  { timeZone, horizons }: NaiveDeliverySettings,
): (life: NaiveLife) => boolean {
  const dayOf = localDayIn(timeZone);
  const placeOf = (day: string, channel: string | undefined) => `${NAIVE_PERIODS[grain]?.(day)}/${channel}`;
  const read = new Set(all.filter((life) => life.read).map(({ day, facts }) => placeOf(day, facts.channel)));
  const since = new Map<string, string>();
  for (const event of events.filter(({ type, channel }) => type === 'message.read' && text(channel) !== '')) {
    const channel = text(event.channel);
    const first = placeOf(shiftDay(dayOf(instantOf(event)), -(horizons?.[channel] ?? 7)), channel);
    if (first < (since.get(channel) ?? '~')) since.set(channel, first);
  }
  return ({ day, facts: { channel = '' } }) =>
    read.has(placeOf(day, channel)) || placeOf(day, channel) >= (since.get(channel) ?? '~');
}

/**
 * The figures of some lives together.
 *
 * @param reports whether a channel tells what became of a message
 * @param reportsReads and whether it was read, when a life was lived
 */
export function naiveFigures(
  lives: readonly NaiveLife[],
  reports: (channel: string) => boolean,
  reportsReads: (life: NaiveLife) => boolean,
) {
  const count = (among: readonly NaiveLife[], is: (life: NaiveLife) => boolean) => among.filter(is).length;
  const failed = (life: NaiveLife) => life.failed && !life.delivered;
  const known = lives.filter(({ facts }) => reports(facts.channel ?? ''));
  const readers = known.filter(reportsReads);
  const of = (among: readonly NaiveLife[], is: (life: NaiveLife) => boolean, base: (life: NaiveLife) => boolean) =>
    count(among, base) === 0 ? null : count(among, is) / count(among, base);
  const defined = (values: readonly (number | undefined)[]) => values.filter((value) => value !== undefined);
  return {
    sent: count(lives, (life) => life.sent),
    delivered: count(lives, (life) => life.delivered),
    read: count(lives, (life) => life.read),
    failed: count(lives, failed),
    contradictory: count(lives, (life) => life.failed && life.delivered),
    late_receipts: lives.reduce((sum, { late }) => sum + late, 0),
    unseen_sent: count(lives, (life) => life.unseen),
    delivery_rate: of(
      known,
      (life) => life.delivered,
      (life) => life.sent,
    ),
    read_rate: of(
      readers,
      (life) => life.read,
      (life) => life.delivered,
    ),
    read_of_sent_rate: of(
      readers,
      (life) => life.read,
      (life) => life.sent,
    ),
    failure_rate: of(known, failed, (life) => life.sent),
    latency: {
      sent_to_delivered: latencyOf(defined(lives.map(({ toDelivered }) => toDelivered))),
      delivered_to_read: latencyOf(defined(lives.map(({ toRead }) => toRead))),
    },
  };
}

/** The lives of each period, and of each value of a dimension if one is named: by `period` or `period/value`. */
export function naiveGroups(lives: readonly NaiveLife[], grain: string, by?: string): Map<string, NaiveLife[]> {
  const groups = new Map<string, NaiveLife[]>();
  for (const life of lives) {
    const period = NAIVE_PERIODS[grain]?.(life.day) ?? '';
    const key = by === undefined ? period : `${period}/${life.facts[by]}`;
    groups.set(key, [...(groups.get(key) ?? []), life]);
  }
  return groups;
}
