import type { WireEvent } from './naive-log.js';
import { randomFrom } from './random.js';

const DAY = 86_400_000;
const CHANNELS = ['sms', 'chat', 'push', undefined];
const PLATFORMS = ['ios', 's40', undefined];
const CODES = ['131026', '30003', undefined];

/**
 * Messages to which everything happens that makes delivery figures go wrong: receipts before the sending, at its instant, on other
 * days and after the horizon, reads without a delivery, failures of what was delivered, group messages sent once, sendings that
 * nobody saw or that come twice, or from two members at the same instant, one message id on two channels. The same seed, the same log.
 *
 * @param from epoch milliseconds, the beginning of the sixty days that it is about
 */
export function randomDeliveries(seed: number, messages: number, from: number): WireEvent[] {
  const random = randomFrom(seed);
  const pick = <T>(items: readonly T[]): T => items[Math.floor(random() * items.length)] as T;
  const events: WireEvent[] = [];
  for (let m = 0; m < messages; m++) {
    const sender = `sender ${m % 7}`;
    const sentAt = from + Math.floor(random() * 60 * DAY);
    const recipients = pick([
      [undefined],
      ['r1'],
      ['r1'],
      ['r1', 'r2', 'r3'],
      [undefined, 'r1', 'r2'],
      [undefined, 'r1'],
    ]);
    const channel = pick(CHANNELS);
    const event = (type: string, at: number, recipient: string | undefined, by = sender): void => {
      events.push({
        type: `message.${type}`,
        message_id: `message ${m}`,
        occurred_at: at,
        ...(type === 'sent' ? { member_id: by } : {}),
        recipient_id: recipient,
        channel: random() < 0.2 ? pick(CHANNELS) : channel,
        platform: pick(PLATFORMS),
        country: pick(['DE', 'NP', undefined]),
        app_version: pick(['1.0', undefined]),
        manufacturer: pick(['Nokia', undefined]),
        ...(type === 'failed' ? { error_code: pick(CODES) } : {}),
      });
    };
    const sends = pick([0, 1, 1, 1, 1, 1, 2]);
    for (let i = 0; i < sends; i++) {
      const again = i === 0 ? 0 : Math.floor(random() * 24 * DAY);
      if (random() < 0.5) event('sent', sentAt + again, recipients[0]);
      else for (const recipient of recipients) event('sent', sentAt + again, recipient);
      if (random() < 0.25) event('sent', sentAt + again, pick(recipients), `sender ${Math.floor(random() * 7)}`);
    }
    for (const recipient of recipients) {
      for (const type of ['delivered', 'delivered', 'read', 'failed']) {
        if (random() < (type === 'failed' ? 0.75 : 0.4)) continue;
        const delay = pick([
          0,
          1,
          -1,
          -3_600_000,
          40_000,
          3_600_000,
          DAY,
          3 * DAY,
          4 * DAY,
          7 * DAY,
          8 * DAY,
          -8 * DAY,
          20 * DAY,
        ]);
        event(type, sentAt + delay + (random() < 0.5 ? 0 : Math.floor(random() * 9_000)), recipient);
      }
    }
  }
  return events;
}
