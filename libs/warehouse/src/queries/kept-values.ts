import { STANDARD_DIMENSIONS, UNKNOWN_VALUE } from '@grapevine/contracts';
import { z } from 'zod';
import type { NamedQuery, NamedStatement } from '../named-query.js';

/** How many values of a dimension are kept, unless it is set otherwise. */
export const USUAL_DIMENSION_VALUES = 10_000;

/** Dimensions that the log has a column of; those of a workspace's own stand in `properties`. */
export const LOGGED_DIMENSIONS = [...STANDARD_DIMENSIONS, 'channel', 'error_code'] as const;

/** Rows of one workspace as one definition folds them. */
export interface Scope {
  readonly workspace: number;
  readonly revision: number;
}

const KeptDimension = z.object({
  dimension: z.string(),
  /** The last that is kept, by name. */
  last: z.string(),
  /** How many are. */
  kept: z.number(),
});
export type KeptDimension = z.infer<typeof KeptDimension>;

/** The dimensions that have more values than are kept. */
export type KeptValues = ReadonlyMap<string, Pick<KeptDimension, 'last' | 'kept'>>;

/** @returns whether the value has no number of its own: it is one of the rest. Names are compared as the engine does, by their bytes */
export function isBeyond(kept: KeptValues | undefined, dimension: string, value: string): boolean {
  const last = kept?.get(dimension)?.last;
  return last !== undefined && value !== UNKNOWN_VALUE && Buffer.compare(Buffer.from(value), Buffer.from(last)) > 0;
}

/**
 * SQL over an expression that gives a value: '' where it is one of the rest. Adds its binding to `params`.
 *
 * @param binding a name that no other binding of the query has
 */
export function keptOrRest(
  kept: KeptValues | undefined,
  dimension: string,
  value: string,
  binding: string,
  params: Record<string, unknown>,
): string {
  const last = kept?.get(dimension)?.last;
  if (last === undefined) return value;
  params[binding] = last;
  return `if(${value} > {${binding}:String} AND ${value} != '${UNKNOWN_VALUE}', '', ${value})`;
}

/** The values that are known, and up to which of them values have been kept; '' where all have been. */
const known = (where: string): string => `dimension_values AS given
  LEFT JOIN (SELECT revision, workspace, dimension, min(last_kept) AS recorded FROM value_bounds
    WHERE ${where} GROUP BY revision, workspace, dimension) AS bound USING (revision, workspace, dimension)
  WHERE ${where} AND (recorded = '' OR value <= recorded)`;

const Crowded = z.object({ dimension: z.string() });

/** Dimensions that may have more values than are kept: found at a third of what telling it for sure costs, and nearly always none. */
export function crowdedDimensions({ workspace, revision }: Scope, most: number): NamedQuery<typeof Crowded> {
  const own = 'revision = {revision:UInt32} AND workspace = {workspace:UInt32}';
  return {
    name: 'crowded_dimensions',
    sql: `SELECT dimension FROM dimension_values WHERE ${own} GROUP BY dimension HAVING count() > {most:UInt32}
      UNION ALL SELECT dimension FROM value_bounds WHERE ${own}`,
    params: { workspace, revision, most },
    row: Crowded,
  };
}

/**
 * The dimensions that have more values than are kept. Told from the values themselves: how far the bounds have been written down by now
 * cannot be seen in an answer.
 */
export function keptValues({ workspace, revision }: Scope, most: number): NamedQuery<typeof KeptDimension> {
  return {
    name: 'kept_values',
    sql: `SELECT dimension, kept_values[-1] AS last, length(kept_values) AS kept
      FROM (
        SELECT dimension, groupUniqArray(value) AS all_values, arraySlice(arraySort(all_values), 1, {most:UInt32}) AS kept_values,
          any(recorded) != '' OR length(all_values) > {most:UInt32} AS has_rest
        FROM ${known('revision = {revision:UInt32} AND workspace = {workspace:UInt32}')}
        GROUP BY dimension)
      WHERE has_rest ORDER BY dimension`,
    params: { workspace, revision, most },
    row: KeptDimension,
  };
}

const Logged = z.object({ values: z.number() });

/** How many values of a dimension the log has: a full read of one column, for reports about dimensions that have too many. */
export function loggedValues(workspace: number, revision: number, dimension: string): NamedQuery<typeof Logged> {
  const column = LOGGED_DIMENSIONS.find((name) => name === dimension) ?? 'properties[{dimension:String}]';
  return {
    name: 'logged_values',
    sql: `SELECT uniqExactIf(value, value NOT IN ('', '${UNKNOWN_VALUE}')) AS values
      FROM (SELECT toString(${column}) AS value FROM events
        WHERE revision = {revision:UInt32} AND workspace = {workspace:UInt32})`,
    params: { workspace, revision, dimension },
    row: Logged,
  };
}

const Fullest = z.object({ workspace: z.number(), revision: z.number(), values: z.number() });

/** Of each scope, how many values its dimension with the most has, or some more: those that no merge has collapsed yet count again. */
export function fullestDimensions(scopes: readonly Scope[]): NamedQuery<typeof Fullest> {
  return {
    name: 'fullest_dimensions',
    sql: `SELECT workspace, revision, max(found) AS values
      FROM (SELECT workspace, revision, dimension, count() AS found FROM dimension_values WHERE ${IN_SCOPES}
        GROUP BY workspace, revision, dimension)
      GROUP BY workspace, revision`,
    params: bindingsOf(scopes),
    row: Fullest,
  };
}

/** Writes down the bound of every dimension that has more values than are kept, where it is not yet, or has fallen. */
export function limitValues(scopes: readonly Scope[], most: number): NamedStatement {
  return {
    name: 'limit_values',
    sql: `INSERT INTO value_bounds (revision, workspace, dimension, last_kept)
      SELECT revision, workspace, dimension, last
      FROM (
        SELECT revision, workspace, dimension, groupUniqArray(value) AS all_values, any(recorded) AS before,
          arraySort(all_values)[{most:UInt32}] AS last
        FROM ${known(IN_SCOPES)}
        GROUP BY revision, workspace, dimension HAVING length(all_values) > {most:UInt32})
      WHERE before = '' OR last < before`,
    params: { ...bindingsOf(scopes), most },
  };
}

/** By their key; a scope too many does no harm. */
const IN_SCOPES = 'revision IN {revisions:Array(UInt32)} AND workspace IN {workspaces:Array(UInt32)}';
const bindingsOf = (scopes: readonly Scope[]) => ({
  revisions: [...new Set(scopes.map(({ revision }) => revision))],
  workspaces: [...new Set(scopes.map(({ workspace }) => workspace))],
});
