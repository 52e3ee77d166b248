import type { Chance, Weighted } from './chance.js';
import type { SimulatedMember } from './member.js';
import { DAY_MS, HOUR_MS, MINUTE_MS } from './world.js';

export interface Channel {
  readonly name: string;
  readonly reportsDelivery: boolean;
  readonly reportsReading: boolean;
  /** Clocks of the network itself, in whole seconds, instead of the phones'. */
  readonly wholeSeconds: boolean;
  readonly failure: number;
  readonly errorCodes: Weighted<string | number>;
}

const channel = (name: string, given: Partial<Channel> & Pick<Channel, 'failure' | 'errorCodes'>): Channel => ({
  name,
  reportsDelivery: true,
  reportsReading: true,
  wholeSeconds: false,
  ...given,
});

export const CHANNELS: Weighted<Channel> = [
  [
    channel('chat', {
      failure: 0.012,
      errorCodes: [
        ['blocked', 5],
        ['expired', 3],
        ['too_large', 1],
      ],
    }),
    76,
  ],
  [channel('push', { reportsReading: false, failure: 0.04, errorCodes: [['unregistered', 1]] }), 10],
  [
    channel('sms', {
      reportsDelivery: false,
      reportsReading: false,
      failure: 0.03,
      errorCodes: [
        ['30003', 2],
        ['30007', 1],
      ],
    }),
    7,
  ],
  [
    // Numbers, as this provider sends them.
    channel('whatsapp', {
      wholeSeconds: true,
      failure: 0.02,
      errorCodes: [
        [131026, 4],
        [131047, 1],
      ],
    }),
    7,
  ],
];

/** What really happens to a message on its way to one recipient, in true time (epoch milliseconds), told of or not. */
export interface Fate {
  readonly deliveredAt?: number;
  readonly readAt?: number;
  readonly failedAt?: number;
}

/** Phones on slow networks, several times slower. */
const SLOW = new Set(['s40', 'symbian']);

/**
 * @param recipient undefined where the service does not know who it is
 * @param day of sending, counted from the first of the simulation
 */
export function fateOf(chance: Chance, way: Channel, recipient: SimulatedMember | undefined, at: number, day: number) {
  if (chance.happens(way.failure)) {
    const failedAt = at + chance.logNormal(20_000, 1.5);
    // Some failures are corrected by the network: it arrives all the same.
    return chance.happens(0.15) ? { failedAt, ...arrivalOf(chance, recipient, failedAt, day) } : { failedAt };
  }
  const fate = arrivalOf(chance, recipient, at, day);
  if (fate.deliveredAt === undefined || !chance.happens(0.004)) return fate;
  return { ...fate, failedAt: fate.deliveredAt + chance.logNormal(MINUTE_MS, 1.5) };
}

function arrivalOf(chance: Chance, recipient: SimulatedMember | undefined, at: number, day: number): Fate {
  if (chance.happens(0.02)) return {};
  if (recipient?.isAway(day)) return laterArrival(chance, recipient, at, day);
  const deliveredAt = at + delay(chance, recipient);
  return { deliveredAt, ...readingOf(chance, recipient, deliveredAt, 0.85) };
}

/** Who has left never gets most of what is sent; who comes back finds it waiting, weeks later. */
function laterArrival(chance: Chance, recipient: SimulatedMember, at: number, day: number): Fate {
  if (recipient.awayUntil === Number.POSITIVE_INFINITY) {
    return chance.happens(0.4) ? { deliveredAt: at + delay(chance, recipient) } : {};
  }
  const deliveredAt = at + (recipient.awayUntil - day) * DAY_MS + chance.whole(0, 6 * HOUR_MS);
  return { deliveredAt, ...readingOf(chance, recipient, deliveredAt, 0.6) };
}

function readingOf(chance: Chance, recipient: SimulatedMember | undefined, deliveredAt: number, share: number): Fate {
  if (recipient === undefined || recipient.habit === 'silent') return {};
  const reads = chance.happens(share);
  return reads && recipient.sendsReadReceipts ? { readAt: deliveredAt + chance.logNormal(10 * MINUTE_MS, 1.8) } : {};
}

/** Seconds where the phone is on, hours where it is off, and sometimes more days than anybody waits. */
function delay(chance: Chance, recipient: SimulatedMember | undefined): number {
  const kind = chance.between(0, 1);
  if (kind < 0.02) return chance.whole(2 * DAY_MS, 12 * DAY_MS);
  if (kind < 0.2) return chance.logNormal(2 * HOUR_MS, 1.2);
  return chance.logNormal(recipient && SLOW.has(recipient.device.platform) ? 6_000 : 1_800, 1.1);
}
