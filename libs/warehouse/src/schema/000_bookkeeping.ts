/** What the product knows about the warehouse itself: its own identity, and which registry its member numbers come from. */
export const bookkeeping: readonly string[] = [
  `CREATE TABLE IF NOT EXISTS instance (registry_id UUID, warehouse_id UUID) ENGINE = MergeTree ORDER BY registry_id
  SETTINGS fsync_after_insert = 1, fsync_part_directory = 1`,
];
