import { dayBoundaries } from './day-boundaries.js';
import { daysBetween } from './naive-calendar.js';
import type { WireEvent } from './naive-log.js';
import { randomFrom, shuffled } from './random.js';

export interface RandomLogOptions {
  readonly seed: number;
  readonly timeZone: string;
  /** UTC dates: the first, and the first that is no longer in it. */
  readonly from: string;
  readonly until: string;
  /** Months without any event, `2015-10`, by UTC. */
  readonly emptyMonths: readonly string[];
  /** Days whose beginnings matter, besides those of months and years. */
  readonly notableDays?: readonly string[];
  /** How many events, repeats included. */
  readonly events: number;
}

export interface RandomLog {
  readonly events: readonly WireEvent[];
  /** Comes after everything else, and belongs before much of it: it changes who is new and who signed up when. */
  readonly late: readonly WireEvent[];
}

/** What a workspace has to declare so that every dimension of the log counts. */
export const LOG_DIMENSIONS = ['platform', 'country', 'app_version', 'source', 'plan'];

const PLATFORMS = ['android', 'ios', 'windows', 's40', 'o\'dd, \\ "name":;', undefined];
const COUNTRIES = ['DE', 'np', 'NP', 'BR', 'WS', undefined];
// More values than a breakdown shows by default.
const VERSIONS = [...Array.from({ length: 14 }, (_, i) => `2.${i}`), undefined];
const SOURCES = ['organic', 'invite', 'paid:radio', undefined];
const PLANS = ['free', 'paid', undefined];
// As often as they stand here, out of twenty-five.
const TYPES = [
  ...Array<string>(12).fill('member.active'),
  ...Array<string>(5).fill('message.sent'),
  ...Array<string>(3).fill('message.read'),
  ...Array<string>(2).fill('member.signed_up'),
  'member.invited',
  'message.delivered',
  'message.failed',
];

/** A log in which everything happens that makes growth numbers go wrong; the same seed, the same log. */
export function randomLog(options: RandomLogOptions): RandomLog {
  return new LogMaker(options).make();
}

class LogMaker {
  private readonly random: () => number;
  private readonly boundaries: readonly number[];
  private readonly signedUpAt = new Set<string>();
  private readonly people: number;
  private made = 0;

  constructor(private readonly options: RandomLogOptions) {
    this.random = randomFrom(options.seed);
    this.boundaries = boundariesOf(options);
    this.people = Math.ceil(options.events / 12);
  }

  make(): RandomLog {
    const { events: total } = this.options;
    const late = Array.from({ length: Math.ceil(total * 0.03) }, () => this.lateEvent());
    const repeats = Math.floor(total * 0.05);
    const conflicts = Math.floor(total * 0.02);
    const onceOnly = Math.floor(total * 0.05);
    const plain = Math.max(1, total - late.length - repeats - conflicts - onceOnly);
    const events = Array.from({ length: plain }, () => this.event(this.member(), this.instant()));
    for (let i = 0; i < onceOnly; i++) events.push(this.event(`once ${i}`, this.instant()));
    for (let i = 0; i < conflicts; i++) events.push(this.conflicting(this.pick(events)));
    for (let i = 0; i < repeats; i++) events.push(this.pick(events));
    return { events: shuffled(events, this.options.seed), late };
  }

  private pick<T>(items: readonly T[]): T {
    return items[Math.floor(this.random() * items.length)] as T;
  }

  /** Few members do most. */
  private member(): string {
    return `+49 151 ${Math.floor(this.random() ** 2 * this.people)}`;
  }

  private instant(): number {
    if (this.random() < 0.2) return this.pick(this.boundaries) + this.pick([-1, 0, 0, 1]);
    const [from, until] = [Date.parse(this.options.from), Date.parse(this.options.until)];
    for (;;) {
      const instant = from + Math.floor(this.random() * (until - from));
      if (!this.options.emptyMonths.includes(new Date(instant).toISOString().slice(0, 7))) return instant;
    }
  }

  private event(member: string, instant: number, type = this.pick(TYPES)): WireEvent {
    this.made++;
    // Two signups of one member at one instant are told apart by what nobody outside can know.
    if (type === 'member.signed_up' && this.signedUpAt.has(`${member} ${instant}`))
      return this.event(member, instant + 7, type);
    if (type === 'member.signed_up') this.signedUpAt.add(`${member} ${instant}`);
    return {
      type,
      ...(this.random() < 0.7 ? { id: `event-${this.made}` } : {}),
      ...this.identities(type, member),
      occurred_at: this.written(instant),
      ...this.values(),
    };
  }

  private identities(type: string, member: string): object {
    if (type.startsWith('member.')) return { member_id: member };
    const message = { message_id: `message-${this.made}` };
    if (type === 'message.sent') return { ...message, member_id: member, recipient_id: this.member() };
    // A receipt that does not say whose it is makes nobody active.
    return this.random() < 0.8 ? { ...message, recipient_id: member } : { ...message, member_id: member };
  }

  private values(): object {
    const given = {
      platform: this.pick(PLATFORMS),
      country: this.pick(COUNTRIES),
      app_version: this.pick(VERSIONS),
      source: this.pick(SOURCES),
    };
    const plan = this.pick(PLANS);
    const properties = this.random() < 0.7 ? { properties: { ...(plan && { plan }), undeclared: 7 } } : {};
    return { ...Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)), ...properties };
  }

  /** As a number, or as text with some offset from UTC. */
  private written(instant: number): number | string {
    if (this.random() < 0.7) return instant;
    const minutes = this.pick([0, 60, 345, -210, 840]);
    const sign = minutes < 0 ? '-' : '+';
    const [hour, minute] = [Math.floor(Math.abs(minutes) / 60), Math.abs(minutes) % 60];
    const offset = `${sign}${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`;
    return new Date(instant + minutes * 60_000).toISOString().replace('Z', offset);
  }

  /** The same identity, other content: another day and other values. */
  private conflicting(event: WireEvent): WireEvent {
    const member = String(event.member_id ?? event.recipient_id);
    return { ...this.event(member, this.instant(), String(event.type)), ...(event.id ? { id: event.id } : {}) };
  }

  private lateEvent(): WireEvent {
    const [from, until] = [Date.parse(this.options.from), Date.parse(this.options.until)];
    const instant = from + Math.floor((this.random() * (until - from)) / 4);
    return this.event(this.member(), instant, this.pick(['member.active', 'message.sent', 'member.signed_up']));
  }
}

/** The beginnings of months and years, of the days named, and of some others. */
function boundariesOf({ timeZone, from, until, seed, notableDays = [] }: RandomLogOptions): number[] {
  const days = daysBetween(from, until);
  const firsts = days.filter((day) => day.endsWith('-01') || day.endsWith('-02-29') || day.endsWith('-12-28'));
  const some = shuffled(days, seed).slice(0, 5);
  return [...new Set([...firsts, ...notableDays, ...some])].flatMap((day) => dayBoundaries(timeZone, day));
}
