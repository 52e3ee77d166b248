/**
 * `member_sets` with marks a mebibyte apart, not ten: a large workspace is asked some chunks at a time, which lie between others of the
 * same day, and the engine reads from mark to mark. With sets of 512 KiB that is two and not twenty of them; where they are small, 256 rows
 * come first, as before. The distance is decided when a table is made, so that there is a new one, to which the parts
 * of the old one are linked: they keep their marks until they are merged.
 *
 * A run that was cut off after the exchange is undone by the next, and loses nothing; the distance is then as before.
 */
export const fineGranules: readonly string[] = [
  `CREATE TABLE IF NOT EXISTS member_sets_next (
    revision UInt32,
    workspace UInt32,
    fact LowCardinality(String),
    dimension LowCardinality(String),
    value String,
    grain LowCardinality(String),
    period Date32,
    chunk UInt16,
    members AggregateFunction(groupBitmap, UInt32)
  ) ENGINE = AggregatingMergeTree
  ORDER BY (revision, workspace, fact, dimension, value, grain, period, chunk)
  SETTINGS index_granularity = 256, index_granularity_bytes = 1048576, fsync_after_insert = 1, fsync_part_directory = 1`,
  // What comes in from now on lands in the new table; the view writes to the name.
  'EXCHANGE TABLES member_sets AND member_sets_next',
  'ALTER TABLE member_sets ATTACH PARTITION tuple() FROM member_sets_next',
  'DROP TABLE member_sets_next SYNC',
];
