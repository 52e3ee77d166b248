import { isBeyond, type KeptValues } from './kept-values.js';
import type { MemberCondition } from './member-segments.js';
import { eventValue, signupsWith } from './signup-value.js';

/** One value of one dimension. */
export interface SegmentValue {
  readonly dimension: string;
  readonly value: string;
}

/** Whose numbers a question is about: the members of a workspace, less those that it excludes, or those of them with some facts. */
export interface Population {
  readonly workspace: number;
  /** The generation of rows that answers. */
  readonly revision: number;
  /** Whether single members are excluded. Known beforehand, so that questions are plain where nobody is. */
  readonly excludesMembers: boolean;
  /** Everybody who was ever active or signed up with one of these is excluded. */
  readonly excludedSegments: readonly SegmentValue[];
  /** The dimensions of which not all values have sets; unsaid where no question about values is asked. */
  readonly kept?: KeptValues;
  /** The types of events that make members active: of an excluded value without sets, the log is asked. */
  readonly activityTypes?: readonly string[];
  /** Facts of the members that are asked about; without them everybody is. */
  readonly among?: readonly MemberCondition[];
}

/** The set of members who are excluded one by one. */
export const SINGLE_MEMBERS = `SELECT groupBitmapState(member_no) FROM (
    SELECT member_no, argMax(excluded, version) AS is_excluded FROM exclusions
    WHERE workspace = {workspace:UInt32} AND dimension = '' GROUP BY member_no)
  WHERE is_excluded`;

/**
 * The set of excluded members, of all chunks, as an expression that ClickHouse computes once a query.
 *
 * @returns SQL that expects the bindings `workspace` and `revision` and adds its own to `params`; undefined where nobody is excluded
 */
export function excludedMembers(population: Population, params: Record<string, unknown>): string | undefined {
  const sets = population.excludesMembers ? [`(${SINGLE_MEMBERS})`] : [];
  population.excludedSegments.forEach(({ dimension, value }, i) => {
    params[`excluded_dimension${i}`] = dimension;
    params[`excluded_value${i}`] = value;
    if (isBeyond(population.kept, dimension, value)) params.activity_types = population.activityTypes ?? [];
    const active = isBeyond(population.kept, dimension, value) ? activeInLog(dimension, i) : activeInSets(i);
    sets.push(`(${active})`, `(${signupsWith(dimension, `excluded_dimension${i}`, `excluded_value${i}`, params)})`);
  });
  return sets.length === 0 ? undefined : sets.reduce((all, set) => `bitmapOr(${all}, ${set})`);
}

const OWN = 'revision = {revision:UInt32} AND workspace = {workspace:UInt32}';

const activeInSets = (i: number): string => `SELECT groupBitmapMergeState(members) FROM member_sets
      WHERE ${OWN} AND fact = 'active'
        AND dimension = {excluded_dimension${i}:String} AND value = {excluded_value${i}:String} AND grain = 'month'`;

/** A full read of the log: such a value has no set of its own. */
const activeInLog = (dimension: string, i: number): string => `SELECT groupBitmapState(member_no) FROM events
      WHERE ${OWN} AND type IN {activity_types:Array(String)} AND member_no > 0
        AND ${eventValue(dimension, `excluded_dimension${i}`)} = {excluded_value${i}:String}`;
