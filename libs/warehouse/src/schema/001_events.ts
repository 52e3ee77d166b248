/**
 * `events`: the log. One row per distinct (type, event key, content); replays of the same content collapse, conflicting
 * contents of one identity stay side by side. Rebuilds, audits and raw exports read it; no metric does.
 *
 * Order: `day` stands before the identity. A content hash covers `occurred_at`, so equal rows always share their day within
 * a revision and still meet; and exports, rebuilds and audits, which go day by day, read ranges instead of everything.
 * ReplacingMergeTree collapses at merge time only: read it with FINAL or GROUP BY the whole key, never count() alone.
 *
 * `incoming` is the single door: one insert into this Null table feeds every table of the warehouse through materialized views.
 * A view that fails makes the whole insert fail, and a repeated insert changes nothing, because every target is a join.
 * Keys arrive as 32 hexadecimal digits (a keyed hash of 128 bits); `member_no` 0 means "no member"; bit i of `folded_standard`
 * says that the workspace declares STANDARD_DIMENSIONS[i]; `properties` holds its other dimensions, each, with '' for none.
 * Plain types, whatever the tables behind it use: they are the cheapest to parse.
 */
export const events: readonly string[] = [
  `CREATE TABLE IF NOT EXISTS incoming (
    revision UInt32,
    workspace UInt32,
    type String,
    event_key String,
    content_hash String,
    occurred_at_ms Int64,
    day Date32,
    member_no UInt32,
    active UInt8,
    inviter_no UInt32,
    message_key String,
    recipient_key String,
    channel String,
    error_code String,
    platform String,
    manufacturer String,
    country String,
    app_version String,
    source String,
    properties Map(String, String),
    folded_standard UInt8
  ) ENGINE = Null`,
  `CREATE TABLE IF NOT EXISTS events (
    revision UInt32,
    workspace UInt32,
    day Date32,
    type LowCardinality(String),
    event_key FixedString(16),
    content_hash FixedString(16),
    occurred_at DateTime64(3, 'UTC') CODEC(Delta, ZSTD),
    member_no UInt32,
    inviter_no UInt32,
    message_key FixedString(16),
    recipient_key FixedString(16),
    channel LowCardinality(String),
    error_code LowCardinality(String),
    platform LowCardinality(String),
    manufacturer LowCardinality(String),
    country LowCardinality(String),
    app_version LowCardinality(String),
    source LowCardinality(String),
    properties Map(LowCardinality(String), String)
  ) ENGINE = ReplacingMergeTree
  ORDER BY (revision, workspace, day, type, event_key, content_hash)
  SETTINGS fsync_after_insert = 1, fsync_part_directory = 1`,
  `CREATE MATERIALIZED VIEW IF NOT EXISTS incoming_to_events TO events AS
  SELECT revision, workspace, day, type,
    toFixedString(unhex(event_key), 16) AS event_key,
    toFixedString(unhex(content_hash), 16) AS content_hash,
    fromUnixTimestamp64Milli(occurred_at_ms, 'UTC') AS occurred_at, member_no, inviter_no,
    toFixedString(unhex(message_key), 16) AS message_key,
    toFixedString(unhex(recipient_key), 16) AS recipient_key,
    channel, error_code, platform, manufacturer, country, app_version, source, properties
  FROM incoming`,
];
