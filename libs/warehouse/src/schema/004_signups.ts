/**
 * `signups`: each member's earliest `member.signed_up`; ties in time by the smallest event key, and of one key sent with
 * different contents by the smallest content hash. The rest of the signup (source, inviter, dimensions) is that event's.
 */
export const signups: readonly string[] = [
  `CREATE TABLE IF NOT EXISTS signups (
    revision UInt32,
    workspace UInt32,
    member_no UInt32,
    signup AggregateFunction(argMin,
      Tuple(day Date32, source String, inviter_no UInt32, platform String, manufacturer String, country String, app_version String, properties Map(String, String)),
      Tuple(DateTime64(3, 'UTC'), FixedString(16), FixedString(16)))
  ) ENGINE = AggregatingMergeTree
  ORDER BY (revision, workspace, member_no)
  SETTINGS fsync_after_insert = 1, fsync_part_directory = 1`,
  `CREATE MATERIALIZED VIEW IF NOT EXISTS incoming_to_signups TO signups AS
  SELECT revision, workspace, member_no,
    argMinState(
      CAST((day, source, inviter_no, platform, manufacturer, country, app_version, properties),
        'Tuple(day Date32, source String, inviter_no UInt32, platform String, manufacturer String, country String, app_version String, properties Map(String, String))'),
      (fromUnixTimestamp64Milli(occurred_at_ms, 'UTC'), toFixedString(unhex(event_key), 16), toFixedString(unhex(content_hash), 16))) AS signup
  FROM incoming
  WHERE type = 'member.signed_up' AND member_no > 0
  GROUP BY revision, workspace, member_no`,
];
