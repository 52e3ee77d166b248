/**
 * Which values a dimension has is written by whoever inserts rows, and only when one is new: hardly any insert brings one, and a view over
 * `incoming` wrote a part, with its sync to disk, for each. What comes through here is stored up to the bound, as 009 has it.
 */
export const incomingValues: readonly string[] = [
  `CREATE TABLE IF NOT EXISTS incoming_values (
    revision UInt32,
    workspace UInt32,
    dimension String,
    value String
  ) ENGINE = Null`,
  `CREATE MATERIALIZED VIEW IF NOT EXISTS incoming_values_to_dimension_values TO dimension_values AS
  SELECT revision, workspace, dimension, value
  FROM incoming_values AS given
  LEFT JOIN (SELECT revision, workspace, dimension, min(last_kept) AS last_kept FROM value_bounds
    GROUP BY revision, workspace, dimension) AS bound USING (revision, workspace, dimension)
  WHERE bound.last_kept = '' OR value <= bound.last_kept`,
  'DROP VIEW IF EXISTS incoming_to_dimension_values',
];
