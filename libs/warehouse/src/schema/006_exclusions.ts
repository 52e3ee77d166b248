/**
 * `exclusions`: who is left out of every metric, as a log of decisions. A row says of one member (`member_no`, with an empty
 * dimension) or of one value of a dimension (all who were ever active or signed up with it, `member_no` 0) that from `version`
 * on it is out (1) or in again (0). The last version speaks; versions come from one sequence in PostgreSQL.
 *
 * One decision is one insert of at most a few thousand rows, so it is there whole or not at all; the same rows again change nothing.
 */
export const exclusions: readonly string[] = [
  `CREATE TABLE IF NOT EXISTS exclusions (
    workspace UInt32,
    dimension LowCardinality(String),
    value String,
    member_no UInt32,
    version UInt64,
    excluded UInt8,
    decision UUID,
    reason String,
    decided_at DateTime64(3, 'UTC')
  ) ENGINE = ReplacingMergeTree
  ORDER BY (workspace, dimension, value, member_no, version)
  SETTINGS fsync_after_insert = 1, fsync_part_directory = 1`,
];
