/**
 * `deliveries`: what is known of each (message, recipient): one row per local day, status, sender and facts, with the earliest time
 * (min). A row is what one event said, or several that said the same, so any order of arrival and any repetition ends the same.
 *
 * The life of a delivery is put together when asked: its earliest times over the rows of the receipt horizon; of each fact the value
 * of the earliest row that states it. Facts are part of the key, and not minima of (time, value) in a row of their own: such minima
 * were measured to cost twice as much at insert, three times as much at merges, and half as much again on disk.
 *
 * '' is a fact that was not stated; `sender` is 0 where it is not known, and always but for sendings.
 */
const STATUSES = ['sent', 'delivered', 'read', 'failed'] as const;
const FACTS = ['channel', 'platform', 'manufacturer', 'country', 'app_version', 'error_code'] as const;

export const deliveries: readonly string[] = [
  `CREATE TABLE IF NOT EXISTS deliveries (
    revision UInt32,
    workspace UInt32,
    day Date32,
    message_key FixedString(16),
    recipient_key FixedString(16),
    status Enum8(${STATUSES.map((status, i) => `'${status}' = ${i + 1}`).join(', ')}),
    sender UInt32,
    ${FACTS.map((fact) => `${fact} LowCardinality(String)`).join(',\n    ')},
    at SimpleAggregateFunction(min, DateTime64(3, 'UTC'))
  ) ENGINE = AggregatingMergeTree
  PRIMARY KEY (revision, workspace, day, message_key)
  ORDER BY (revision, workspace, day, message_key, recipient_key, status, sender, ${FACTS.join(', ')})
  SETTINGS fsync_after_insert = 1, fsync_part_directory = 1`,
  `CREATE MATERIALIZED VIEW IF NOT EXISTS incoming_to_deliveries TO deliveries AS
  SELECT revision, workspace, day,
    toFixedString(unhex(message_key), 16) AS message_key,
    toFixedString(unhex(recipient_key), 16) AS recipient_key,
    substring(type, 9) AS status, if(type = 'message.sent', member_no, 0) AS sender,
    ${FACTS.join(', ')}, fromUnixTimestamp64Milli(occurred_at_ms, 'UTC') AS at
  FROM incoming
  WHERE message_key != '' AND type IN (${STATUSES.map((status) => `'message.${status}'`).join(', ')})`,
];
