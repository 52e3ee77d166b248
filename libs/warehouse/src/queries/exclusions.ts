import { z } from 'zod';
import type { NamedQuery } from '../named-query.js';
import { excludedMembers, type Population } from './population.js';

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

const Count = z.object({ members: z.number() });

const Member = z.object({ member_no: z.number() });

/** Every excluded member, in order. */
export function excludedMemberNumbers(population: Population): NamedQuery<typeof Member> {
  const params: Record<string, unknown> = { workspace: population.workspace, revision: population.revision };
  const excluded = excludedMembers(population, params);
  return {
    name: 'excluded_member_numbers',
    sql:
      excluded === undefined
        ? 'SELECT toUInt32(0) AS member_no WHERE 0'
        : `SELECT arrayJoin(bitmapToArray(${excluded})) AS member_no ORDER BY member_no`,
    params,
    row: Member,
  };
}

/** How many members are excluded, of those by their segments each once. */
export function excludedCount(population: Population): NamedQuery<typeof Count> {
  const params: Record<string, unknown> = { workspace: population.workspace, revision: population.revision };
  const excluded = excludedMembers(population, params);
  return {
    name: 'excluded_count',
    sql: `SELECT ${excluded === undefined ? '0' : `bitmapCardinality(${excluded})`} AS members`,
    params,
    row: Count,
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

/** The decisions of a workspace, the last first. */
export function exclusionDecisions(workspace: number, most: number): NamedQuery<typeof Decision> {
  return {
    name: 'exclusion_decisions',
    sql: `SELECT toString(decision) AS id, any(version) AS version, any(excluded) AS excluded,
        uniqExactIf(member_no, dimension = '') AS members,
        arraySort(groupUniqArrayIf((dimension, value), dimension != '')::Array(Tuple(dimension String, value String))) AS segments,
        any(reason) AS reason, toUnixTimestamp64Milli(any(decided_at)) AS decided_at_ms
      FROM exclusions WHERE workspace = {workspace:UInt32}
      GROUP BY decision ORDER BY version DESC LIMIT {most:UInt32}`,
    params: { workspace, most },
    row: Decision,
  };
}
