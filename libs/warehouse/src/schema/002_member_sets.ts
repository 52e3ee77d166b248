import { STANDARD_DIMENSIONS, UNKNOWN_VALUE } from '@grapevine/contracts';
import { CHUNK_BITS } from '../chunk.js';

const valueOf = (dimension: string): string =>
  `('${dimension}', if(${dimension} = '', '${UNKNOWN_VALUE}', ${dimension}))`;

/**
 * `member_sets`: exact sets of member numbers, one roaring bitmap per (fact, dimension, value, grain, period, chunk).
 *
 * `('', '')` is everybody; else one declared dimension and one of its values, `unknown` where the event gave none.
 * `chunk` is the high bits of the member number: unions go chunk by chunk and the counts of chunks add up.
 * Never sum() counts over periods or over values: a member is in many of them. Union first (groupBitmapMerge), count last.
 *
 * The view makes the day's sets first and the month's from them: most of the work is in taking members one by one.
 */
export const memberSets: readonly string[] = [
  `CREATE TABLE IF NOT EXISTS member_sets (
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
  SETTINGS index_granularity = 256, fsync_after_insert = 1, fsync_part_directory = 1`,
  `CREATE MATERIALIZED VIEW IF NOT EXISTS incoming_to_member_sets TO member_sets AS
  SELECT revision, workspace, 'active' AS fact, dimension, value,
    slot.1 AS grain, slot.2 AS period, chunk, groupBitmapMergeState(day_members) AS members
  FROM (
    SELECT revision, workspace, segment.1 AS dimension, segment.2 AS value, day,
      toUInt16(bitShiftRight(member_no, ${CHUNK_BITS})) AS chunk,
      groupBitmapState(member_no) AS day_members
    FROM incoming
    ARRAY JOIN arrayConcat(
      [('', '')],
      arrayFilter((_, i) -> bitTest(folded_standard, i), [${STANDARD_DIMENSIONS.map(valueOf).join(', ')}], range(${STANDARD_DIMENSIONS.length})),
      arrayMap((d, v) -> (d, if(v = '', '${UNKNOWN_VALUE}', v)), mapKeys(properties), mapValues(properties))
    ) AS segment
    WHERE active AND member_no > 0
    GROUP BY revision, workspace, dimension, value, day, chunk
  )
  ARRAY JOIN [('day', day), ('month', toDate32(toStartOfMonth(day)))] AS slot
  GROUP BY revision, workspace, dimension, value, grain, period, chunk`,
];
