/**
 * `sends`: when each message was first sent, by each of its senders: hardly ever more than one. A receipt that lands long after the
 * sending is told by it from one whose message was never seen sent, without reading the deliveries of all earlier days. Minima, so
 * any order of arrival ends the same.
 *
 * `receipt_days`: the first day on which a receipt that names the channel landed. A failure is no receipt: a channel may report
 * that a message could not be handed on without ever reporting that one arrived.
 */
export const sends: readonly string[] = [
  `CREATE TABLE IF NOT EXISTS sends (
    revision UInt32,
    workspace UInt32,
    message_key FixedString(16),
    sender UInt32,
    first_day SimpleAggregateFunction(min, Date32),
    first_at SimpleAggregateFunction(min, DateTime64(3, 'UTC'))
  ) ENGINE = AggregatingMergeTree
  ORDER BY (revision, workspace, message_key, sender)
  SETTINGS index_granularity = 1024, fsync_after_insert = 1, fsync_part_directory = 1`,
  `CREATE MATERIALIZED VIEW IF NOT EXISTS incoming_to_sends TO sends AS
  SELECT revision, workspace, toFixedString(unhex(message_key), 16) AS message_key, member_no AS sender,
    day AS first_day, fromUnixTimestamp64Milli(occurred_at_ms, 'UTC') AS first_at
  FROM incoming
  WHERE type = 'message.sent'`,
  `CREATE TABLE IF NOT EXISTS receipt_days (
    revision UInt32,
    workspace UInt32,
    channel String,
    first_day SimpleAggregateFunction(min, Date32)
  ) ENGINE = AggregatingMergeTree
  ORDER BY (revision, workspace, channel)
  SETTINGS fsync_after_insert = 1, fsync_part_directory = 1`,
  `CREATE MATERIALIZED VIEW IF NOT EXISTS incoming_to_receipt_days TO receipt_days AS
  SELECT revision, workspace, channel, min(day) AS first_day
  FROM incoming
  WHERE type IN ('message.delivered', 'message.read') AND channel != ''
  GROUP BY revision, workspace, channel`,
];
