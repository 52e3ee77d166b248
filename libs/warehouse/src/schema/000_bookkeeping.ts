/** What the product knows about the warehouse itself: which registry its member numbers come from. */
export const bookkeeping: readonly string[] = [
  `CREATE TABLE IF NOT EXISTS instance (id UUID) ENGINE = MergeTree ORDER BY id
  SETTINGS fsync_after_insert = 1, fsync_part_directory = 1`,
];
