import { STANDARD_DIMENSIONS, UNKNOWN_VALUE } from '@grapevine/contracts';
import { CHUNK_BITS } from '../chunk.js';
import { LOGGED_DIMENSIONS } from '../queries/kept-values.js';

/**
 * A dimension has sets for so many values only. Which ones is told by their names: the first by name (in byte order) are kept, and all
 * others are one segment, the rest. So neither the order of events nor how they are batched can decide what has a set of its own.
 *
 * `value_bounds`: the last value by name that was kept, of dimensions that have too many. It only ever falls (a minimum), so an old one
 * lets a few values too many through and never one too few. Whoever knows the limit writes it: see limitValues().
 *
 * `dimension_values`: the values that events gave, of any type, up to that bound: all that are first by name are among them. `unknown`
 * is no value, is always kept, and does not stand here.
 *
 * The rest stands in `member_sets` under '', which no event can give as a value. The log has the values as they were sent.
 */
const bounds = `(SELECT revision, workspace, dimension, min(last_kept) AS last_kept FROM value_bounds
      GROUP BY revision, workspace, dimension) AS bound`;
const OF_BOUND = 'USING (revision, workspace, dimension)';

const valuesOf = (source: string): string => `SELECT revision, workspace, dimension, value
  FROM (
    SELECT revision, workspace, named.1 AS dimension, named.2 AS value
    FROM (
      SELECT revision, workspace, arrayJoin(arrayConcat(
        ${LOGGED_DIMENSIONS.map((name) => `arrayMap(value -> ('${name}', value), groupUniqArray(toString(${name})))`).join(',\n        ')},
        groupUniqArrayArray(arrayZip(mapKeys(properties)::Array(String), mapValues(properties))))) AS named
      FROM ${source} GROUP BY revision, workspace)
    WHERE value NOT IN ('', '${UNKNOWN_VALUE}')) AS given
  LEFT JOIN ${bounds} ${OF_BOUND}
  WHERE bound.last_kept = '' OR value <= bound.last_kept`;

const valueOf = (dimension: string): string =>
  `('${dimension}', if(${dimension} = '', '${UNKNOWN_VALUE}', ${dimension}))`;

/** As 002_member_sets has it; of the few sets that one insert makes, those beyond the bound then become the rest. */
const sets = `SELECT revision, workspace, 'active' AS fact, dimension, kept AS value,
    slot.1 AS grain, slot.2 AS period, chunk, groupBitmapMergeState(day_members) AS members
  FROM (
    SELECT revision, workspace, dimension, day, chunk, day_members,
      if(bound.last_kept != '' AND given > bound.last_kept AND given != '${UNKNOWN_VALUE}', '', given) AS kept
    FROM (
      SELECT revision, workspace, segment.1 AS dimension, segment.2 AS given, day,
        toUInt16(bitShiftRight(member_no, ${CHUNK_BITS})) AS chunk,
        groupBitmapState(member_no) AS day_members
      FROM incoming
      ARRAY JOIN arrayConcat(
        [('', '')],
        arrayFilter((_, i) -> bitTest(folded_standard, i), [${STANDARD_DIMENSIONS.map(valueOf).join(', ')}], range(${STANDARD_DIMENSIONS.length})),
        arrayMap((d, v) -> (d, if(v = '', '${UNKNOWN_VALUE}', v)), mapKeys(properties), mapValues(properties))
      ) AS segment
      WHERE active AND member_no > 0
      GROUP BY revision, workspace, dimension, given, day, chunk) AS folded
    LEFT JOIN ${bounds} ${OF_BOUND})
  ARRAY JOIN [('day', day), ('month', toDate32(toStartOfMonth(day)))] AS slot
  GROUP BY revision, workspace, dimension, value, grain, period, chunk`;

export const dimensionValues: readonly string[] = [
  `CREATE TABLE IF NOT EXISTS value_bounds (
    revision UInt32,
    workspace UInt32,
    dimension LowCardinality(String),
    last_kept SimpleAggregateFunction(min, String)
  ) ENGINE = AggregatingMergeTree
  ORDER BY (revision, workspace, dimension)
  SETTINGS fsync_after_insert = 1, fsync_part_directory = 1`,
  `CREATE TABLE IF NOT EXISTS dimension_values (
    revision UInt32,
    workspace UInt32,
    dimension LowCardinality(String),
    value String
  ) ENGINE = ReplacingMergeTree
  ORDER BY (revision, workspace, dimension, value)
  SETTINGS fsync_after_insert = 1, fsync_part_directory = 1`,
  `CREATE MATERIALIZED VIEW IF NOT EXISTS incoming_to_dimension_values TO dimension_values AS
  ${valuesOf('incoming')}`,
  // Of a log of any size: groups that take too much memory go to disk. No bound is known yet.
  `INSERT INTO dimension_values
  SELECT revision, workspace, named.1 AS dimension, named.2 AS value
  FROM events
  ARRAY JOIN arrayConcat(
    [${LOGGED_DIMENSIONS.map((name) => `('${name}', toString(${name}))`).join(', ')}],
    arrayZip(mapKeys(properties)::Array(String), mapValues(properties))) AS named
  WHERE value NOT IN ('', '${UNKNOWN_VALUE}')
  GROUP BY revision, workspace, dimension, value
  SETTINGS max_bytes_before_external_group_by = 1000000000`,
  // In place: a view that is dropped and made again would miss what comes in between.
  `ALTER TABLE incoming_to_member_sets MODIFY QUERY ${sets}`,
];
