import { DAYS, type EventPlan, KNOWN_MEMBERS, randomFrom } from './events.js';

/**
 * JSON texts of the statuses of messages, 2.9 each, in the order of time of their sending: of 100, 99 are sent, 97 delivered and 93 read, the
 * others failed. Every event is new; members and recipients are known ones. Sendings carry the facts of the sender's device, reads those
 * of the reader's, and all name the channel.
 */
export function* deliveryTexts(plan: EventPlan): Generator<string> {
  const random = randomFrom(plan.run + 1);
  const pick = (values: readonly string[]): string => values[Math.floor(random() * values.length)] as string;
  const phone = (): string => `+4915${10_000_000 + Math.floor(random() * KNOWN_MEMBERS)}`;
  const facts = (): string =>
    `,"platform":"${pick(PLATFORMS)}","country":"${pick(COUNTRIES)}","app_version":"${pick(VERSIONS)}"`;
  const start = plan.until - DAYS * 86_400_000;
  for (let i = 0, made = 0; made < plan.events; i++) {
    const share = plan.order === 'time' ? made / plan.events : random();
    const sent = start + Math.floor(share * (DAYS - 4) * 86_400_000);
    const delivered = sent + Math.floor(random() ** 6 * 172_800_000);
    const read = delivered + Math.floor(random() ** 4 * 172_800_000);
    const about = `"message_id":"m${plan.run}-${i}","recipient_id":"${phone()}","channel":"${pick(CHANNELS)}"`;
    const event = (status: string, at: number, more = ''): string =>
      `{"type":"message.${status}","id":"${status}${plan.run}-${i}","occurred_at":${at},${about}${more}}`;
    const fate = random() * 100;
    const texts = [
      ...(random() < 0.99 ? [event('sent', sent, `,"member_id":"${phone()}"${facts()}`)] : []),
      fate < 97 ? event('delivered', delivered) : event('failed', delivered, `,"error_code":"${pick(ERRORS)}"`),
      ...(fate < 93 ? [event('read', read, facts())] : []),
    ];
    yield* texts;
    made += texts.length;
  }
}

const CHANNELS = ['chat', 'chat', 'chat', 'sms', 'push', 'email'];
const PLATFORMS = ['android', 'ios', 's40', 'web', 'windows'];
const COUNTRIES = 'IN BR US ID DE MX RU IT ES GB NG PK AR FR CO TR SA ZA NL PE'.split(' ');
const VERSIONS = Array.from({ length: 30 }, (_, i) => `2.11.${400 + i}`);
const ERRORS = ['131026', '131047', '30003', '30005'];
