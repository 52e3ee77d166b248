/**
 * The load: 500,000 members over 30 days, of which 375,000 are known beforehand (see warm-up in scenarios.ts).
 *
 * Each event's member is drawn evenly from the pool of a run: the 375,000 known ones and 125,000 that only this run has. So of the
 * members that a run names, a quarter (in expectation exactly) appear for the first time, however short the run is; and each
 * run has new members of its own.
 */
export const KNOWN_MEMBERS = 375_000;
export const NEW_MEMBERS = 125_000;
export const DAYS = 30;

const DAY_MS = 86_400_000;
/** Out of 100: what a messaging service's log looks like to its growth analytics, where sending makes active. */
const TYPES = [
  [80, 'message.sent'],
  [90, 'member.active'],
  [95, 'message.read'],
  [100, 'member.signed_up'],
] as const;
const PLATFORMS = ['android', 'ios', 'web'];
const MANUFACTURERS =
  'samsung apple xiaomi oppo vivo huawei motorola google realme oneplus nokia sony lg honor tecno'.split(' ');
const COUNTRIES = 'IN BR US ID DE MX RU IT ES GB NG PK AR FR CO TR SA ZA NL PE'.split(' ');
const VERSIONS = Array.from({ length: 12 }, (_, i) => `2.11.${400 + i}`);
const SOURCES = ['organic', 'invite', 'paid:search'];

/** How the events of a run follow each other: as a log that is loaded (by time), or scattered over the 30 days. */
export type Order = 'time' | 'random';

export interface EventPlan {
  /** Names the run: its new members and its ids are its own. */
  readonly run: number;
  /** How many events there will be; by time they are spread evenly over the days. */
  readonly events: number;
  /** The end of the 30 days, epoch milliseconds. */
  readonly until: number;
  readonly order: Order;
  /** Only what becomes of messages: the statuses of each, one after the other (see delivery-texts.ts). */
  readonly deliveriesOnly?: boolean;
  /** Other than 30, for events of today. */
  readonly days?: number;
  /** So many of the known members and nobody else. */
  readonly members?: number;
}

/** Mulberry32 (Tommy Ettinger, public domain): the same events in every run of the bench. */
export function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** Looks like a phone number, as the ids of messaging services do. */
export const knownMemberId = (index: number): string => `+4915${10_000_000 + index}`;
const memberId = (run: number, index: number): string =>
  index < KNOWN_MEMBERS ? knownMemberId(index) : `+4916${10_000_000 + run * NEW_MEMBERS + (index - KNOWN_MEMBERS)}`;

/** JSON texts of the events of a run, one after the other. */
export function* eventTexts(plan: EventPlan): Generator<string> {
  const random = randomFrom(plan.run + 1);
  const pick = (values: readonly string[]): string => values[Math.floor(random() * values.length)] as string;
  // Small values are much more common than large ones, as countries and makers are.
  const pickUneven = (values: readonly string[]): string => values[Math.floor(random() ** 2 * values.length)] as string;
  const { members = KNOWN_MEMBERS + NEW_MEMBERS, days = DAYS } = plan;
  const anyone = (): string => memberId(plan.run, Math.floor(random() * members));
  const start = plan.until - days * DAY_MS;
  for (let i = 0; i < plan.events; i++) {
    const share = plan.order === 'time' ? i / plan.events : random();
    const kind = random() * 100;
    const type = (TYPES.find(([upTo]) => kind < upTo) ?? TYPES[0])[1];
    const at = start + Math.floor(share * days * DAY_MS);
    const own = ownFields(type, `${plan.run}-${i}`, anyone, pick);
    yield `{"type":"${type}","id":"e${plan.run}-${i}","occurred_at":${at},${own},"platform":"${pickUneven(PLATFORMS)}",` +
      `"manufacturer":"${pickUneven(MANUFACTURERS)}","country":"${pickUneven(COUNTRIES)}","app_version":"${pickUneven(VERSIONS)}"}`;
  }
}

function ownFields(
  type: string,
  id: string,
  anyone: () => string,
  pick: (values: readonly string[]) => string,
): string {
  switch (type) {
    case 'message.sent':
      return `"member_id":"${anyone()}","message_id":"m${id}","recipient_id":"${anyone()}","channel":"chat"`;
    case 'message.read':
      return `"message_id":"m${id}","recipient_id":"${anyone()}","channel":"chat"`;
    case 'member.signed_up':
      return `"member_id":"${anyone()}","source":"${pick(SOURCES)}"`;
    default:
      return `"member_id":"${anyone()}"`;
  }
}

/** One `member.active` for each known member: who is known before a run begins. */
export function* knownMemberTexts(until: number): Generator<string> {
  const random = randomFrom(0);
  for (let i = 0; i < KNOWN_MEMBERS; i++) {
    const at = until - Math.floor(random() * DAYS * DAY_MS);
    yield `{"type":"member.active","id":"known-${i}","occurred_at":${at},"member_id":"${knownMemberId(i)}"}`;
  }
}
