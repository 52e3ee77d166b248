import { z } from 'zod';
import { CHUNK_BITS } from '../chunk.js';
import type { NamedQuery } from '../named-query.js';
import { localDay } from './local-day.js';
import { type Population, SINGLE_MEMBERS } from './population.js';
import { eventValue, signupsWith } from './signup-value.js';

/** The log of a workspace as another definition would read it. */
export interface LogReading extends Population {
  /** The zone's offsets over all instants of the log. */
  readonly offsets: readonly { readonly from: number; readonly offset: number }[];
  readonly activityTypes: readonly string[];
}

const Month = z.object({ month: z.string(), active_members: z.number(), new_members: z.number() });

/**
 * Active and new members of every month, computed from the log itself: a full read of four columns, and in memory one bitmap a
 * month and chunk.
 */
export function loggedMonths(reading: LogReading): NamedQuery<typeof Month> {
  const params = bindingsOf(reading);
  // A day of one zone is at most two days away in another: only near the ends of months does it matter which.
  const month = `toDate32(if(toStartOfMonth(day - 2) = toStartOfMonth(day + 2), toStartOfMonth(day),
    toStartOfMonth(${localDay(reading.offsets, params)})))`;
  const excluded = excludedByLog(reading, params);
  const members = excluded === undefined ? 'logged' : `bitmapAndnot(logged, ${excluded})`;
  return {
    name: 'logged_months',
    sql: `SELECT month, sum(bitmapCardinality(members)) AS active_members,
        sum(bitmapAndnotCardinality(members, earlier)) AS new_members
      FROM (
        SELECT month, members, groupBitmapMergeState(members) OVER (
          PARTITION BY chunk ORDER BY month ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS earlier
        FROM (SELECT month, chunk, ${members} AS members FROM (
          SELECT ${month} AS month, bitShiftRight(member_no, ${CHUNK_BITS}) AS chunk, groupBitmapState(member_no) AS logged
          FROM events WHERE ${ACTIVE} GROUP BY month, chunk)))
      GROUP BY month HAVING active_members > 0 ORDER BY month`,
    params,
    row: Month,
  };
}

const Range = z.object({ first_day: z.string().nullable(), last_day: z.string().nullable() });

/**
 * The first and last local day of all events.
 *
 * @param from, to the first and last local day of the revision: what is first or last by another zone lies within two days of them
 */
export function loggedRange(reading: LogReading, from: string, to: string): NamedQuery<typeof Range> {
  const params: Record<string, unknown> = { ...bindingsOf(reading), from, to };
  const day = localDay(reading.offsets, params);
  return {
    name: 'logged_range',
    sql: `SELECT minOrNull(${day}) AS first_day, maxOrNull(${day}) AS last_day FROM events
      WHERE revision = {revision:UInt32} AND workspace = {workspace:UInt32}
        AND (day <= toDate32({from:String}) + 2 OR day >= toDate32({to:String}) - 2)`,
    params,
    row: Range,
  };
}

const bindingsOf = (reading: LogReading): Record<string, unknown> => ({
  workspace: reading.workspace,
  revision: reading.revision,
  activity: reading.activityTypes,
});

const ACTIVE = `revision = {revision:UInt32} AND workspace = {workspace:UInt32} AND type IN {activity:Array(String)} AND member_no > 0`;

/** As excludedMembers() will say once the rebuild is done: who is active with an excluded segment depends on the definition. */
function excludedByLog(reading: LogReading, params: Record<string, unknown>): string | undefined {
  const sets = reading.excludesMembers ? [`(${SINGLE_MEMBERS})`] : [];
  reading.excludedSegments.forEach(({ dimension, value }, i) => {
    params[`excluded_dimension${i}`] = dimension;
    params[`excluded_value${i}`] = value;
    const active = `SELECT groupBitmapState(member_no) FROM events
      WHERE ${ACTIVE} AND ${eventValue(dimension, `excluded_dimension${i}`)} = {excluded_value${i}:String}`;
    sets.push(`(${active})`, `(${signupsWith(dimension, `excluded_dimension${i}`, `excluded_value${i}`, params)})`);
  });
  return sets.length === 0 ? undefined : sets.reduce((all, set) => `bitmapOr(${all}, ${set})`);
}
