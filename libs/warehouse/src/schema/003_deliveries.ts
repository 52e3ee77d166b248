/**
 * `deliveries`: the life of one (message, recipient), one row per local day on which a status landed. Rows of one delivery on
 * several days are combined when asked (group by message and recipient over the receipt horizon), never here.
 *
 * Statuses keep their earliest time (min). A fact of the delivery (sender, channel, ...) keeps the value of the earliest event
 * that states it; of equal times the smallest value: the minimum of (time, value), so any order of arrival ends the same.
 * The latest representable instant with an empty value stands for "nobody has said".
 */
const NEVER = "toDateTime64('2299-12-31 23:59:59.999', 3, 'UTC')";
const FACTS = ['channel', 'platform', 'manufacturer', 'country', 'app_version', 'error_code'] as const;
const STATUSES = ['sent', 'delivered', 'read', 'failed'] as const;

const INSTANT = "DateTime64(3, 'UTC')";
const statusColumns = STATUSES.map((s) => `${s}_at SimpleAggregateFunction(min, Nullable(${INSTANT}))`);
const factColumns = FACTS.map((f) => `${f} SimpleAggregateFunction(min, Tuple(${INSTANT}, String))`);

const statusStates = STATUSES.map((s) => `if(i.type = 'message.${s}', at, NULL) AS ${s}_at`);
const factStates = FACTS.map((f) => `if(i.${f} = '', (${NEVER}, ''), (at, i.${f})) AS ${f}`);

export const deliveries: readonly string[] = [
  `CREATE TABLE IF NOT EXISTS deliveries (
    revision UInt32,
    workspace UInt32,
    day Date32,
    message_key FixedString(16),
    recipient_key FixedString(16),
    ${statusColumns.join(',\n    ')},
    sender SimpleAggregateFunction(min, Tuple(${INSTANT}, UInt32)),
    ${factColumns.join(',\n    ')}
  ) ENGINE = AggregatingMergeTree
  ORDER BY (revision, workspace, day, message_key, recipient_key)
  SETTINGS fsync_after_insert = 1, fsync_part_directory = 1`,
  `CREATE MATERIALIZED VIEW IF NOT EXISTS incoming_to_deliveries TO deliveries AS
  WITH fromUnixTimestamp64Milli(i.occurred_at_ms, 'UTC') AS at
  SELECT i.revision AS revision, i.workspace AS workspace, i.day AS day,
    toFixedString(unhex(i.message_key), 16) AS message_key,
    toFixedString(unhex(i.recipient_key), 16) AS recipient_key,
    ${statusStates.join(',\n    ')},
    if(i.type = 'message.sent' AND i.member_no > 0, (at, i.member_no), (${NEVER}, toUInt32(0))) AS sender,
    ${factStates.join(',\n    ')}
  FROM incoming AS i
  WHERE i.message_key != ''`,
];
