import type { Warehouse } from '@grapevine/warehouse';

/** The 30 local days (UTC) on which the messages are sent. */
export const FROM = '2013-11-01';
export const TO = '2013-11-30';

/** Messages whose events are one insert: about 580,000 rows. */
const SHARE = 200_000;

/** A number in [0, 1) that only this message and this purpose give. */
const chance = (purpose: number): string => `(cityHash64(number, ${purpose}) % 1000003 / 1000003.)`;
const one = (values: readonly string[], purpose: number): string =>
  `${JSON.stringify(values).replaceAll('"', "'")}[1 + cityHash64(number, ${purpose}) % ${values.length}]`;
const CHANNELS = ['chat', 'chat', 'chat', 'sms', 'push', 'email'];
const PLATFORMS = ['ios', 'android', 's40', 'web', 'windows'];
const MAKERS = ['Nokia', 'Apple', 'Samsung', 'Sony', 'HTC', 'LG'];

/**
 * Messages `from` to `to`, as events that go through the same door as all others: 2.9 statuses each. Of 100 messages, 99 have a sending, 97
 * are delivered and 90 read, 3 fail; one in fifty goes to a group, its sending names nobody and two recipients report. Four of five
 * are delivered within half a minute, one in twenty takes up to three days; of the reads, three of ten take up to two days.
 */
function events(from: number, to: number, deliveries: number): Parameters<Warehouse['execute']>[0] {
  const sent = `toInt64(1383264000000) + toInt64(2592000000. * number / {deliveries:UInt64})`;
  const step = (limit: number, purpose: number): string => `toInt64(${limit}. * ${chance(purpose)})`;
  const key = (...parts: string[]): string => `lower(hex(sipHash128(${parts.join(', ')})))`;
  const ofReader = (value: string): string => `if(status IN ('sent', 'read'), ${value}, '')`;
  const ofSender = (value: string): string => `if(status = 'sent', ${value}, '')`;
  return {
    name: 'bench_fill',
    params: { from, count: to - from, deliveries },
    sql: `INSERT INTO incoming (revision, workspace, type, event_key, content_hash, occurred_at_ms, day, member_no, active, inviter_no,
        message_key, recipient_key, channel, error_code, platform, manufacturer, country, app_version, source, folded_standard)
      WITH event.1 AS status, event.2 AS at
      SELECT 1, 1, concat('message.', status), ${key('number', 'status', 'recipient')} AS event_key, event_key, at,
        toDate32(fromUnixTimestamp64Milli(at, 'UTC')), if(status = 'sent', toUInt32(1 + number % 100000), 0), 0, 0,
        ${key('number')}, if(is_group AND status = 'sent', '', ${key('number', 'recipient')}), ${one(CHANNELS, 9)},
        if(status = 'failed', concat('e', toString(number % 12)), ''), ${ofReader(one(PLATFORMS, 10))}, ${ofSender(one(MAKERS, 11))},
        ${ofSender(`concat('c', toString(cityHash64(number, 12) % 180))`)}, ${ofReader(`concat('2.', toString(cityHash64(number, 13) % 30))`)}, '', 0
      FROM (
        SELECT number, number % 50 = 0 AS is_group, ${sent} AS sent_at,
          sent_at + multiIf(${chance(1)} < 0.8, ${step(30_000, 2)}, ${chance(1)} < 0.95, ${step(3_600_000, 2)}, ${step(259_200_000, 2)}) AS delivered_at,
          delivered_at + if(${chance(3)} < 0.7, ${step(3_600_000, 4)}, ${step(172_800_000, 4)}) AS read_at,
          arrayJoin(range(1 + is_group)) AS recipient
        FROM numbers({from:UInt64}, {count:UInt64}))
      ARRAY JOIN
        arrayFilter(x -> x.1 != '', [
          (if(recipient = 0 AND ${chance(5)} < 0.99, 'sent', ''), sent_at),
          (if(${chance(6)} < 0.97, 'delivered', 'failed'), delivered_at),
          (if(${chance(6)} < 0.90, 'read', ''), read_at)]) AS event`,
  };
}

/** Fills an empty warehouse in the order of time. */
export async function fill(warehouse: Warehouse, deliveries: number, say: (text: string) => void): Promise<void> {
  for (let from = 0; from < deliveries; from += SHARE) {
    await warehouse.execute(events(from, Math.min(deliveries, from + SHARE), deliveries));
    if ((from / SHARE) % 10 === 9)
      say(`${(from + SHARE).toLocaleString('en-US')} of ${deliveries.toLocaleString('en-US')} deliveries`);
  }
}
