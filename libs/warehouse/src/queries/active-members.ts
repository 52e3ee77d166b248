import { z } from 'zod';
import type { NamedQuery } from '../named-query.js';
import { byBytes } from '../slices.js';
import { setsOfRange } from './history.js';
import { keptOrRest } from './kept-values.js';
import { type Breakdown, bucketsOf, type SetQuestion, setsOf, setsOfChunk } from './set-question.js';
import { SETS_ARE_LARGE } from './steps.js';

const Point = z.object({ bucket: z.string(), members: z.number() });
const SegmentPoint = Point.extend({ segment: z.string() });
const SegmentSize = z.object({ segment: z.string(), members: z.number() });

/** Distinct members of each point. Unions go chunk by chunk; chunks share no member, so their counts add up. */
export function activeMembers(question: SetQuestion): NamedQuery<typeof Point> {
  const params = {};
  const sets = bucketsOf(question, setsOf(question, undefined, params));
  return {
    name: 'active_members',
    sql: `SELECT bucket, sum(chunk_members) AS members
      FROM (SELECT bucket, chunk, groupBitmapMerge(members) AS chunk_members FROM (${sets}) GROUP BY bucket, chunk)
      GROUP BY bucket ORDER BY bucket ${SETS_ARE_LARGE}`,
    params,
    row: Point,
    slicing: { sets: (months) => setsOfChunk(question, undefined, months), sums: ['members'] },
  };
}

/** The same for each segment of a breakdown; what is not shown by name is one union, so its count is exact too. */
export function activeMembersBySegment(question: SetQuestion, by: Breakdown): NamedQuery<typeof SegmentPoint> {
  const params: Record<string, unknown> = { shown: by.shown, other: by.otherLabel };
  const sets = bucketsOf(question, setsOf(question, by.dimension, params));
  return {
    name: 'active_members_by_segment',
    sql: `SELECT bucket, label AS segment, sum(chunk_members) AS members
      FROM (SELECT bucket, chunk, if(segment IN {shown:Array(String)}, segment, {other:String}) AS label,
          groupBitmapMerge(members) AS chunk_members
        FROM (${sets}) GROUP BY bucket, chunk, label)
      GROUP BY bucket, segment HAVING members > 0 ORDER BY bucket, segment ${SETS_ARE_LARGE}`,
    params,
    row: SegmentPoint,
    slicing: { sets: (months) => setsOfChunk(question, by.dimension, months), sums: ['members'] },
  };
}

/** Segments by their distinct members over the whole range, largest first; of equal ones the first by name. Values that are not kept are one, ''. */
export function largestSegments(
  question: SetQuestion,
  dimension: string,
  most: number,
): NamedQuery<typeof SegmentSize> {
  const params: Record<string, unknown> = { most };
  const sets = setsOfRange(question, dimension, params);
  return {
    name: 'largest_segments',
    sql: `SELECT kept AS segment, sum(chunk_members) AS members
      FROM (SELECT ${keptOrRest(question.kept, dimension, 'segment', 'last_kept', params)} AS kept, chunk,
          groupBitmapMerge(members) AS chunk_members
        FROM (${sets}) GROUP BY kept, chunk)
      GROUP BY segment HAVING members > 0 ORDER BY members DESC, segment LIMIT {most:UInt32} ${SETS_ARE_LARGE}`,
    params,
    row: SegmentSize,
    slicing: {
      sets: (months) => setsOfChunk(question, dimension, months),
      sums: ['members'],
      // The largest of all may be among the smallest of a slice.
      ofSlice: { most: 2 ** 32 - 1 },
      ofAll: (rows) => rows.sort((a, b) => b.members - a.members || byBytes(a.segment, b.segment)).slice(0, most),
    },
  };
}
