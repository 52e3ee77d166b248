import type { DeliveryLife } from '@grapevine/simulator';
import { shiftDay } from './naive-calendar.js';
import { percentile } from './simulator-arrivals.js';
import type { PeriodOf } from './simulator-truth.js';

const HORIZON_DAYS = 7;
const STATUSES = ['sentAt', 'deliveredAt', 'readAt', 'failedAt'] as const;
const RECEIPTS = ['deliveredAt', 'readAt', 'failedAt'] as const;

export type DeliveryFact = 'channel' | 'platform' | 'manufacturer' | 'country' | 'app_version' | 'error_code';

/** What is true of the messages of one period, sent then; late receipts are those that landed then. Null: not defined. */
export interface DeliveryTruth {
  readonly sent: number;
  readonly delivered: number;
  readonly read: number;
  readonly failed: number;
  readonly contradictory: number;
  readonly late_receipts: number;
  readonly unseen_sent: number;
  readonly delivery_rate: number | null;
  readonly read_rate: number | null;
  readonly read_of_sent_rate: number | null;
  readonly failure_rate: number | null;
  readonly latency: { readonly sent_to_delivered: LatencyTruth; readonly delivered_to_read: LatencyTruth };
}

/** What a channel tells of its messages, or does not. */
type Reported = 'delivered' | 'read';

/** Percentiles in seconds, of how many they are, and how many of these are below zero. */
type LatencyTruth = Readonly<Record<'p50' | 'p90' | 'p95' | 'p99', number | null>> & {
  readonly pairs: number;
  readonly negative: number;
};

/** Which messages are summed: of each fact named, those that have one of the values. */
export type DeliveryFilter = Readonly<Partial<Record<DeliveryFact, readonly string[]>>>;

/** A life as it looks from a day: what lies at most a horizon before or after it. */
class LifeSeen {
  readonly sentAt: number | undefined;
  readonly deliveredAt: number | undefined;
  readonly readAt: number | undefined;
  readonly failedAt: number | undefined;

  constructor(
    readonly life: DeliveryLife,
    readonly day: string,
    private readonly dayOf: (instant: number) => string,
  ) {
    for (const status of STATUSES) this[status] = this.near(life[status]);
  }

  private near(at: number | undefined): number | undefined {
    if (at === undefined) return undefined;
    const day = this.dayOf(at);
    return day >= shiftDay(this.day, -HORIZON_DAYS) && day <= shiftDay(this.day, HORIZON_DAYS) ? at : undefined;
  }

  get isReceived(): boolean {
    return RECEIPTS.some((status) => this[status] !== undefined);
  }

  /** Whether it is among the messages sent on the day: without a known sending, on the day of what is known first. */
  get isSentThen(): boolean {
    if (this.life.sentAt !== undefined) return this.dayOf(this.life.sentAt) === this.day;
    const first = Math.min(...RECEIPTS.flatMap((status) => this[status] ?? []));
    return Number.isFinite(first) && this.dayOf(first) === this.day;
  }

  /** How many statuses landed on the day, too late after the sending. */
  get late(): number {
    const { sentAt } = this.life;
    if (sentAt === undefined || this.dayOf(sentAt) >= shiftDay(this.day, -HORIZON_DAYS)) return 0;
    return RECEIPTS.filter((status) => this[status] !== undefined && this.dayOf(this[status]) === this.day).length;
  }

  /** The value of a fact that the earliest event states, of equal times the smallest. */
  fact(name: DeliveryFact): string {
    const { life } = this;
    if (name === 'channel') return life.channel ?? 'unknown';
    if (name === 'error_code') return (this.failedAt === undefined ? undefined : life.errorCode) ?? 'unknown';
    const told = [
      { at: this.sentAt, value: life.senderPhone?.[name] },
      { at: this.readAt, value: life.readerPhone?.[name] },
    ].flatMap(({ at, value }) => (at === undefined || value === undefined ? [] : [{ at, value }]));
    told.sort((a, b) => a.at - b.at || (a.value < b.value ? -1 : 1));
    return told[0]?.value ?? 'unknown';
  }
}

/** Sums what became of messages, out of lives that the simulator told: by `period`, or by `period/value` of a fact. */
export class DeliverySums {
  private readonly seen: LifeSeen[] = [];
  /** By channel, the first days on which a receipt landed that names it. */
  private readonly firsts = { delivered: new Map<string, string>(), read: new Map<string, string>() };

  constructor(lives: readonly DeliveryLife[], dayOf: (instant: number) => string) {
    const ofMessage = new Map<string, DeliveryLife[]>();
    for (const life of lives) ofMessage.set(life.message, [...(ofMessage.get(life.message) ?? []), life]);
    for (const all of ofMessage.values()) this.seen.push(...seenOf(all, dayOf));
    for (const { channel, deliveredAt, readAt } of lives) {
      if (channel === undefined) continue;
      const note = (firsts: Map<string, string>, at: number | undefined): void => {
        if (at !== undefined && dayOf(at) < (firsts.get(channel) ?? '~')) firsts.set(channel, dayOf(at));
      };
      // Who tells that something was read tells that it arrived.
      for (const at of [deliveredAt, readAt]) note(this.firsts.delivered, at);
      note(this.firsts.read, readAt);
    }
  }

  figures(periodOf: PeriodOf, by?: DeliveryFact, filter: DeliveryFilter = {}): Record<string, DeliveryTruth> {
    const isReported = { delivered: this.reported('delivered', periodOf), read: this.reported('read', periodOf) };
    const groups = new Map<string, LifeSeen[]>();
    for (const one of this.seen) {
      if (!passes(one, filter)) continue;
      const key = by === undefined ? periodOf(one.day) : `${periodOf(one.day)}/${one.fact(by)}`;
      groups.set(key, [...(groups.get(key) ?? []), one]);
    }
    return Object.fromEntries([...groups].map(([key, among]) => [key, sumOf(among, isReported)]));
  }

  /**
   * Whether the channel of a life is known by the end of its period and the horizon after it to report a status: a receipt that names
   * it has told so, or one of a message of the period.
   */
  private reported(status: Reported, periodOf: PeriodOf): (one: LifeSeen) => boolean {
    const has = { delivered: isDelivered, read: isRead }[status];
    const happened = new Set(
      this.seen.filter((one) => one.isSentThen && has(one)).map((one) => placeOf(one, periodOf)),
    );
    return (one) => {
      const first = this.firsts[status].get(one.fact('channel'));
      const since = first === undefined ? undefined : periodOf(shiftDay(first, -HORIZON_DAYS));
      return (since !== undefined && since <= periodOf(one.day)) || happened.has(placeOf(one, periodOf));
    };
  }
}

const placeOf = (one: LifeSeen, periodOf: PeriodOf): string => `${periodOf(one.day)}/${one.fact('channel')}`;

const passes = (one: LifeSeen, filter: DeliveryFilter): boolean =>
  Object.entries(filter).every(([fact, values]) => values.includes(one.fact(fact as DeliveryFact)));

function sumOf(among: readonly LifeSeen[], isReported: Record<Reported, (one: LifeSeen) => boolean>): DeliveryTruth {
  const sent = among.filter((one) => one.isSentThen);
  const known = sent.filter(isReported.delivered);
  const readers = sent.filter(isReported.read);
  const rate = (part: LifeSeen[], whole: LifeSeen[]) => (whole.length === 0 ? null : part.length / whole.length);
  return {
    sent: sent.length,
    delivered: sent.filter(isDelivered).length,
    read: sent.filter(isRead).length,
    failed: sent.filter(isFailed).length,
    contradictory: sent.filter((one) => one.failedAt !== undefined && isDelivered(one)).length,
    late_receipts: among.reduce((sum, { late }) => sum + late, 0),
    unseen_sent: sent.filter(({ life }) => life.sentAt === undefined).length,
    delivery_rate: rate(known.filter(isDelivered), known),
    read_rate: rate(readers.filter(isRead), readers.filter(isDelivered)),
    read_of_sent_rate: rate(readers.filter(isRead), readers),
    failure_rate: rate(known.filter(isFailed), known),
    latency: {
      sent_to_delivered: latencyOf(sent, 'sentAt', 'deliveredAt'),
      delivered_to_read: latencyOf(sent, 'deliveredAt', 'readAt'),
    },
  };
}

function latencyOf(sent: LifeSeen[], from: 'sentAt' | 'deliveredAt', to: 'deliveredAt' | 'readAt'): LatencyTruth {
  const seconds = sent.flatMap((one) => {
    const [start, end] = [one[from], one[to]];
    return start === undefined || end === undefined ? [] : [(end - start) / 1_000];
  });
  const at = (p: number) => percentile(seconds, p);
  const negative = seconds.filter((one) => one < 0).length;
  return { p50: at(0.5), p90: at(0.9), p95: at(0.95), p99: at(0.99), pairs: seconds.length, negative };
}

const isRead = (one: LifeSeen): boolean => one.readAt !== undefined;
const isDelivered = (one: LifeSeen): boolean => one.deliveredAt !== undefined || isRead(one);
const isFailed = (one: LifeSeen): boolean => one.failedAt !== undefined && !isDelivered(one);

/** The lives of one message, each on every day on which it counts: where it was sent, and where something landed too late. */
function seenOf(all: readonly DeliveryLife[], dayOf: (instant: number) => string): LifeSeen[] {
  const days = new Set(all.flatMap((life) => STATUSES.flatMap((status) => life[status] ?? []).map(dayOf)));
  return [...days].flatMap((day) => {
    const looks = all.map((life) => new LifeSeen(life, day, dayOf));
    const counted = looks.filter((one) => one.late > 0 || (one.isSentThen && (one.isReceived || !one.life.group)));
    if (counted.length > 0 || !looks.some((one) => one.isSentThen)) return counted;
    // A group of which nobody is known to have got it in time is one message that was sent.
    const [{ message, group, sender, sentAt, channel, senderPhone }] = all as [DeliveryLife];
    return [new LifeSeen({ message, group, sender, sentAt, channel, senderPhone }, day, dayOf)];
  });
}
