import { z } from 'zod';
import type { NamedQuery } from '../named-query.js';
import { keptOrRest } from './kept-values.js';
import { memberSegment } from './member-segments.js';
import { excludedMembers } from './population.js';
import type { Breakdown } from './set-question.js';
import { dimensionValue } from './signup-value.js';
import { type SignupQuestion, segmentLabel } from './signups.js';
import { startOfPeriod } from './steps.js';

const Point = z.object({ bucket: z.string(), segment: z.string(), invites: z.number() });
const SegmentSize = z.object({ segment: z.string(), members: z.number() });

type Params = Record<string, unknown>;

/**
 * Every invitation once, on its local day: the log by day and type, which is how it is ordered. Rows that no merge has collapsed
 * yet meet in the grouping.
 *
 * @param value SQL over the event
 */
function distinctInvites(question: SignupQuestion, value: string, params: Params): string {
  const { workspace, revision, from, to } = question;
  Object.assign(params, { workspace, revision, from, to });
  const conditions = question.filters.map(({ dimension, values }, i) => {
    params[`values${i}`] = values;
    return `AND ${dimensionValue('invite', dimension, `dimension${i}`, params)} IN {values${i}:Array(String)}`;
  });
  const membersOf = (set: string) => `(SELECT arrayJoin(bitmapToArray(${set})))`;
  const among = memberSegment(question.among ?? [], params);
  const excluded = excludedMembers(question, params);
  if (among !== undefined) conditions.push(`AND member_no IN ${membersOf(among)}`);
  if (excluded !== undefined) conditions.push(`AND member_no NOT IN ${membersOf(excluded)}`);
  return `SELECT day, ${value} AS value FROM events AS invite
    WHERE revision = {revision:UInt32} AND workspace = {workspace:UInt32} AND type = 'member.invited'
      AND day BETWEEN toDate32({from:String}) AND toDate32({to:String}) ${conditions.join(' ')}
    GROUP BY day, event_key, content_hash, value`;
}

/** Invitations by period and segment; those of segments not shown by name together. @param by undefined: all are one segment, named '' */
export function invites(question: SignupQuestion, by: Breakdown | undefined): NamedQuery<typeof Point> {
  const params: Params = {};
  const value = by ? dimensionValue('invite', by.dimension, 'by', params) : "''";
  const events = distinctInvites(question, value, params);
  return {
    name: 'invites',
    sql: `SELECT ${startOfPeriod(question.span, 'day')} AS bucket, ${segmentLabel(by, 'value', params)} AS segment, count() AS invites
      FROM (${events}) GROUP BY bucket, segment ORDER BY bucket, segment`,
    params,
    row: Point,
  };
}

/** Segments by their invitations over the whole range, largest first; of equal ones the first by name. Values that are not kept are one, ''. */
export function largestInviteSegments(
  question: SignupQuestion,
  dimension: string,
  most: number,
): NamedQuery<typeof SegmentSize> {
  const params: Params = { most };
  const events = distinctInvites(question, dimensionValue('invite', dimension, 'by', params), params);
  return {
    name: 'largest_invite_segments',
    sql: `SELECT ${keptOrRest(question.kept, dimension, 'value', 'last_kept', params)} AS segment, count() AS members FROM (${events})
      GROUP BY segment ORDER BY members DESC, segment LIMIT {most:UInt32}`,
    params,
    row: SegmentSize,
  };
}
