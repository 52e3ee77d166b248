import { type Grain, UNKNOWN_VALUE } from '@grapevine/contracts';
import { z } from 'zod';
import type { NamedQuery } from '../named-query.js';
import { keptOrRest } from './kept-values.js';
import { signupMeets } from './member-segments.js';
import { excludedMembers, type Population } from './population.js';
import type { Breakdown, SegmentFilter } from './set-question.js';
import { SIGNUPS, signupValue } from './signup-value.js';
import { startOfPeriod } from './steps.js';

const Point = z.object({ bucket: z.string(), members: z.number() });
const SegmentPoint = Point.extend({ segment: z.string() });
const Sources = z.object({
  bucket: z.string(),
  segment: z.string(),
  organic_signups: z.number(),
  invited_signups: z.number(),
  unsourced_signups: z.number(),
  other_signups: z.number(),
});
const SegmentSize = z.object({ segment: z.string(), members: z.number() });

/** Which signups: each member's earliest one, that falls on these local days and has these dimensions. */
export interface SignupQuestion extends Population {
  readonly from: string;
  readonly to: string;
  readonly span: Grain;
  readonly filters: readonly SegmentFilter[];
}

/**
 * Whether a signup is the earliest is decided first, over all days; only then is it asked when and what it was.
 *
 * @returns SQL to select from: rows named `signup`, and adds its bindings to `params`
 */
export function earliestSignups(question: SignupQuestion, params: Record<string, unknown>): string {
  Object.assign(params, {
    workspace: question.workspace,
    revision: question.revision,
    from: question.from,
    to: question.to,
  });
  const conditions = question.filters.map(({ dimension, values }, i) => {
    params[`values${i}`] = values;
    return `AND ${signupValue(dimension, `dimension${i}`, params)} IN {values${i}:Array(String)}`;
  });
  for (const condition of signupMeets(question.among ?? [], params)) conditions.push(`AND ${condition}`);
  const excluded = excludedMembers(question, params);
  if (excluded !== undefined) conditions.push(`AND member_no NOT IN (SELECT arrayJoin(bitmapToArray(${excluded})))`);
  return `(SELECT * FROM ${SIGNUPS}
      AND signup.day BETWEEN toDate32({from:String}) AND toDate32({to:String}) ${conditions.join(' ')}) AS signup`;
}

/** Members who signed up, by period. */
export function signups(question: SignupQuestion): NamedQuery<typeof Point> {
  const params: Record<string, unknown> = {};
  const earliest = earliestSignups(question, params);
  return {
    name: 'signups',
    sql: `SELECT ${startOfPeriod(question.span, 'signup.day')} AS bucket, count() AS members FROM ${earliest} GROUP BY bucket ORDER BY bucket`,
    params,
    row: Point,
  };
}

/** Members who signed up, by period and segment; those not shown by name together. */
export function signupsBySegment(question: SignupQuestion, by: Breakdown): NamedQuery<typeof SegmentPoint> {
  const params: Record<string, unknown> = { shown: by.shown, other: by.otherLabel };
  const earliest = earliestSignups(question, params);
  return {
    name: 'signups_by_segment',
    sql: `SELECT bucket, if(value IN {shown:Array(String)}, value, {other:String}) AS segment, count() AS members
      FROM (SELECT ${startOfPeriod(question.span, 'signup.day')} AS bucket, ${signupValue(by.dimension, 'by', params)} AS value FROM ${earliest})
      GROUP BY bucket, segment ORDER BY bucket, segment`,
    params,
    row: SegmentPoint,
  };
}

/**
 * What a value is counted under: itself where it is shown by name, else with the others.
 *
 * @param by undefined: everything is one segment, named ''
 * @returns SQL over an expression that gives the value, and adds its bindings to `params`
 */
export function segmentLabel(by: Breakdown | undefined, value: string, params: Record<string, unknown>): string {
  if (!by) return "''";
  Object.assign(params, { shown: by.shown, other: by.otherLabel });
  return `if(${value} IN {shown:Array(String)}, ${value}, {other:String})`;
}

/** Members who signed up, by period, segment and where they came from: each is in one of the four. @param by undefined: one segment, named '' */
export function signupSources(question: SignupQuestion, by: Breakdown | undefined): NamedQuery<typeof Sources> {
  const params: Record<string, unknown> = {};
  const earliest = earliestSignups(question, params);
  const segment = by ? segmentLabel(by, signupValue(by.dimension, 'by', params), params) : "''";
  return {
    name: 'signup_sources',
    sql: `SELECT bucket, segment, countIf(came = 'organic') AS organic_signups, countIf(came = 'invite') AS invited_signups,
        countIf(came = '${UNKNOWN_VALUE}') AS unsourced_signups,
        count() - organic_signups - invited_signups - unsourced_signups AS other_signups
      FROM (SELECT ${startOfPeriod(question.span, 'signup.day')} AS bucket, ${segment} AS segment,
        ${signupValue('source', 'source', params)} AS came FROM ${earliest})
      GROUP BY bucket, segment ORDER BY bucket, segment`,
    params,
    row: Sources,
  };
}

/** Segments by their signups over the whole range, largest first; of equal ones the first by name. Values that are not kept are one, ''. */
export function largestSignupSegments(
  question: SignupQuestion,
  dimension: string,
  most: number,
): NamedQuery<typeof SegmentSize> {
  const params: Record<string, unknown> = { most };
  const earliest = earliestSignups(question, params);
  const value = signupValue(dimension, 'by', params);
  return {
    name: 'largest_signup_segments',
    sql: `SELECT ${keptOrRest(question.kept, dimension, value, 'last_kept', params)} AS segment, count() AS members FROM ${earliest}
      GROUP BY segment ORDER BY members DESC, segment LIMIT {most:UInt32}`,
    params,
    row: SegmentSize,
  };
}
