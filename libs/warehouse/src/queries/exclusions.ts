import { z } from 'zod';
import type { NamedQuery } from '../named-query.js';
import { excludedMembers, type Population, SINGLE_MEMBERS } from './population.js';
import { SIGNUPS } from './signup-value.js';

const State = z.object({
  decisions: z.number(),
  members: z.number(),
  segments: z.array(z.object({ dimension: z.string(), value: z.string() })),
});

/** What a workspace excludes now, and how many decisions led to it. */
export function exclusionState(workspace: number): NamedQuery<typeof State> {
  return {
    name: 'exclusion_state',
    sql: `SELECT length(groupUniqArrayArray(all_decisions)) AS decisions, countIf(is_excluded AND dimension = '') AS members,
        arraySort(groupArrayIf((dimension, value), is_excluded AND dimension != '')::Array(Tuple(dimension String, value String))) AS segments
      FROM (SELECT dimension, value, member_no, groupUniqArray(decision) AS all_decisions, argMax(excluded, version) AS is_excluded
        FROM exclusions WHERE workspace = {workspace:UInt32} GROUP BY dimension, value, member_no)`,
    params: { workspace },
    row: State,
  };
}

const Member = z.object({ member_no: z.number() });

/** The members who are excluded one by one, in order. @param most of those who come after a number */
export function singlyExcludedMembers(workspace: number, most: number, after: number): NamedQuery<typeof Member> {
  return {
    name: 'singly_excluded_members',
    // What lies beyond the last number there can be is nobody.
    sql: `SELECT arrayJoin(bitmapToArray(bitmapSubsetLimit((${SINGLE_MEMBERS}),
        toUInt32(least({first:UInt64}, 4294967295)), {most:UInt32}))) AS member_no ORDER BY member_no`,
    params: { workspace, most, first: after + 1 },
    row: Member,
  };
}

const Count = z.object({ members: z.number() });

/**
 * How many members are excluded, one by one or with a segment.
 *
 * @param besides numbers of members who are counted as if they were excluded, too
 */
export function excludedMemberCount(population: Population, besides: readonly number[] = []): NamedQuery<typeof Count> {
  const params: Record<string, unknown> = { workspace: population.workspace, revision: population.revision, besides };
  const named = 'bitmapBuild({besides:Array(UInt32)})';
  const excluded = excludedMembers(population, params);
  return {
    name: 'excluded_member_count',
    sql: `SELECT bitmapCardinality(${excluded === undefined ? named : `bitmapOr(${excluded}, ${named})`}) AS members`,
    params,
    row: Count,
  };
}

const Arrival = z.object({ month: z.string(), members: z.number(), hash: z.string() });

/**
 * The excluded members by the month in which each was first seen (active or signing up), as their number and the sum of their
 * hashes, modulo 2^64. Whom a segment excludes changes with the events, in both directions: an earlier signup replaces a later one.
 */
export function excludedArrivals(population: Population): NamedQuery<typeof Arrival> {
  const params: Record<string, unknown> = { workspace: population.workspace, revision: population.revision };
  const excluded = excludedMembers(population, params) ?? `(${SINGLE_MEMBERS})`;
  const own = 'revision = {revision:UInt32} AND workspace = {workspace:UInt32}';
  return {
    name: 'excluded_arrivals',
    sql: `SELECT month, count() AS members, toString(sum(cityHash64(member_no))) AS hash
      FROM (
        SELECT member_no, min(seen) AS month
        FROM (
          SELECT arrayJoin(bitmapToArray(bitmapAnd(members, ${excluded}))) AS member_no, period AS seen FROM member_sets
          WHERE ${own} AND fact = 'active' AND dimension = '' AND grain = 'month'
          UNION ALL
          SELECT member_no, toDate32(toStartOfMonth(day)) AS seen FROM ${SIGNUPS}
            AND member_no IN (SELECT arrayJoin(bitmapToArray(${excluded}))))
        GROUP BY member_no)
      GROUP BY month ORDER BY month`,
    params,
    row: Arrival,
  };
}

const Decision = z.object({
  id: z.string(),
  version: z.number(),
  excluded: z.number(),
  members: z.number(),
  segments: z.array(z.object({ dimension: z.string(), value: z.string() })),
  reason: z.string(),
  decided_at_ms: z.number(),
});
export type ExclusionDecisionRow = z.infer<typeof Decision>;

/** The decisions of a workspace, the last first. @param before only those of a smaller version */
export function exclusionDecisions(workspace: number, most: number, before?: number): NamedQuery<typeof Decision> {
  return {
    name: 'exclusion_decisions',
    sql: `SELECT toString(decision) AS id, any(version) AS version, any(excluded) AS excluded,
        uniqExactIf(member_no, dimension = '') AS members,
        arraySort(groupUniqArrayIf((dimension, value), dimension != '')::Array(Tuple(dimension String, value String))) AS segments,
        any(reason) AS reason, toUnixTimestamp64Milli(any(decided_at)) AS decided_at_ms
      FROM exclusions WHERE workspace = {workspace:UInt32}
      GROUP BY decision${before === undefined ? '' : ' HAVING version < {before:UInt64}'}
      ORDER BY version DESC LIMIT {most:UInt32}`,
    params: { workspace, most, ...(before === undefined ? {} : { before }) },
    row: Decision,
  };
}

const Version = z.object({ version: z.number() });

/** Where a decision stands among all; no row: the workspace has none of this id. @param id a UUID */
export function exclusionDecision(workspace: number, id: string): NamedQuery<typeof Version> {
  return {
    name: 'exclusion_decision',
    sql: `SELECT version FROM exclusions WHERE workspace = {workspace:UInt32} AND decision = {id:UUID} LIMIT 1`,
    params: { workspace, id },
    row: Version,
  };
}
