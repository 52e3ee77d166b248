import { CHANNEL, ERROR_CODE, type FactValues, UNKNOWN, UNSTATED } from './facts.js';
import { DELIVERED, FAILED, type MessageRow, READ, SENT } from './message-rows.js';

/** One delivery as it counts on one day, by the rules of docs/delivery.md. */
export interface Life {
  readonly day: number;
  /** Codes of the values that it has. */
  readonly facts: readonly number[];
  /** Who sent it first; several where they did so at the same instant. */
  readonly senders: readonly number[];
  /** Whether it belongs to the messages sent on the day; if not, only receipts landed on it, too late. */
  readonly counts: boolean;
  readonly unseen: boolean;
  readonly delivered: boolean;
  readonly read: boolean;
  readonly failed: boolean;
  readonly late: number;
  /** Milliseconds from one status to the next; NaN where not both were reported. */
  readonly toDelivered: number;
  readonly toRead: number;
}

/** For how many days receipts are waited for. */
export interface Horizons {
  readonly longest: number;
  /** @param channel its code */
  of(channel: number): number;
}

/** The earliest sending of a message, whoever it went to. */
interface FirstSending {
  readonly day: number;
  readonly senders: readonly number[];
}

/** The deliveries of one message on every day that they count on, looked at from each day on which something of them happened. */
export function livesOf(rows: readonly MessageRow[], horizons: Horizons, values: FactValues): Life[] {
  const byRecipient = new Map<number, MessageRow[]>();
  for (const row of rows) {
    const known = byRecipient.get(row.recipient);
    if (known) known.push(row);
    else byRecipient.set(row.recipient, [row]);
  }
  const unnamed = byRecipient.get(0) ?? [];
  const named = rows.filter(({ recipient }) => recipient !== 0);
  const first = firstSending(rows);
  return [...byRecipient].flatMap(([recipient, own]) => {
    const concerning = recipient === 0 ? own : [...own, ...unnamed];
    return [...new Set(concerning.map(({ day }) => day))].flatMap((day) => {
      const isNear = (row: MessageRow): boolean => Math.abs(row.day - day) <= horizons.longest;
      // Where anybody is named near the day, those who are named are the recipients.
      if (recipient === 0 ? named.some(isNear) : !own.some(isNear)) return [];
      return lifeOn(day, concerning.filter(isNear), recipient, first, horizons, values) ?? [];
    });
  });
}

function firstSending(rows: readonly MessageRow[]): FirstSending | undefined {
  const sendings = rows.filter(({ status }) => status === SENT);
  const first = earliest(sendings);
  if (first === undefined) return undefined;
  return { senders: sendersOf(sendings), day: sendings.reduce((least, { day }) => Math.min(least, day), first.day) };
}

const earliest = (rows: readonly MessageRow[]): MessageRow | undefined =>
  rows.reduce<MessageRow | undefined>((first, row) => (first && first.at <= row.at ? first : row), undefined);

/** Of whoever sent it at the first instant of all. */
function sendersOf(sendings: readonly MessageRow[]): number[] {
  const at = earliest(sendings)?.at;
  return sendings.filter((row) => row.at === at).map(({ sender }) => sender);
}

function lifeOn(
  day: number,
  near: readonly MessageRow[],
  recipient: number,
  firstEver: FirstSending | undefined,
  horizons: Horizons,
  values: FactValues,
): Life | undefined {
  const channel = said(near, CHANNEL, values);
  const horizon = horizons.of(channel);
  const around = near.filter((row) => Math.abs(row.day - day) <= horizon);
  const own = around.filter((row) => row.recipient === recipient);
  const sendings = around.filter(({ status }) => status === SENT);
  const sent = earliest(sendings);
  const receipts = [DELIVERED, READ, FAILED].map((status) => earliest(own.filter((row) => row.status === status)));
  const [delivered, read, failed] = receipts;
  const isLate = !sent && firstEver !== undefined && firstEver.day < day - horizon;
  const counts = sent
    ? sent.day === day
    : !isLate && earliest(own.filter(({ status }) => status !== SENT))?.day === day;
  const late = isLate ? receipts.filter((receipt) => receipt?.day === day).length : 0;
  if (!counts && late === 0) return undefined;
  // Who sent it after the horizon is not known yet.
  const known = firstEver && firstEver.day <= day + horizon ? firstEver.senders : [];
  return {
    ...{ day, counts, late, senders: sent ? sendersOf(sendings) : known },
    facts: factsOf(own, around, channel, values),
    ...{ unseen: counts && !sent, delivered: counts && (delivered ?? read) !== undefined },
    ...{ read: counts && read !== undefined, failed: counts && failed !== undefined },
    toDelivered: counts && sent && delivered ? delivered.at - sent.at : Number.NaN,
    toRead: counts && delivered && read ? read.at - delivered.at : Number.NaN,
  };
}

/** A recipient's failure is its own; all else may be lent by events that name nobody. The channel is known already. */
function factsOf(
  own: readonly MessageRow[],
  around: readonly MessageRow[],
  channel: number,
  values: FactValues,
): number[] {
  return (around[0]?.facts ?? []).map((_, place) =>
    place === CHANNEL ? channel : said(place === ERROR_CODE ? own : around, place, values),
  );
}

/** The value that the earliest event states, of equal times the smallest. */
function said(rows: readonly MessageRow[], place: number, values: FactValues): number {
  let [at, code] = [Number.POSITIVE_INFINITY, UNSTATED];
  for (const row of rows) {
    const stated = row.facts[place] as number;
    if (stated === UNSTATED || row.at > at) continue;
    if (row.at === at && !isSmaller(values.nameOf(place, stated), values.nameOf(place, code))) continue;
    [at, code] = [row.at, stated];
  }
  return code === UNSTATED ? UNKNOWN : code;
}

const isSmaller = (one: string, other: string): boolean => Buffer.compare(Buffer.from(one), Buffer.from(other)) < 0;
