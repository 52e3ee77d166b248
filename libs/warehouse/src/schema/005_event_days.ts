/**
 * `event_days`: the first and last instant of each type on each local day: how far the data reaches, without reading the log.
 * And the largest member number that any of them names, by which a registry that forgot members is recognised.
 * Minimum and maximum, so replays change nothing.
 */
export const eventDays: readonly string[] = [
  `CREATE TABLE IF NOT EXISTS event_days (
    revision UInt32,
    workspace UInt32,
    type LowCardinality(String),
    day Date32,
    first_at SimpleAggregateFunction(min, DateTime64(3, 'UTC')),
    last_at SimpleAggregateFunction(max, DateTime64(3, 'UTC')),
    largest_member_no SimpleAggregateFunction(max, UInt32)
  ) ENGINE = AggregatingMergeTree
  ORDER BY (revision, workspace, type, day)
  SETTINGS fsync_after_insert = 1, fsync_part_directory = 1`,
  `CREATE MATERIALIZED VIEW IF NOT EXISTS incoming_to_event_days TO event_days AS
  SELECT revision, workspace, type, day, 
    fromUnixTimestamp64Milli(min(occurred_at_ms), 'UTC') AS first_at, fromUnixTimestamp64Milli(max(occurred_at_ms), 'UTC') AS last_at,
    max(greatest(member_no, inviter_no)) AS largest_member_no
  FROM incoming
  GROUP BY revision, workspace, type, day`,
];
