import { STANDARD_DIMENSIONS, UNKNOWN_VALUE } from '@grapevine/contracts';

/**
 * A dimension's value of a row or tuple that has one field a standard dimension, `unknown` where it gave none. The name of one of
 * the workspace's own dimensions is bound, so that no name is ever pasted into SQL.
 */
export function dimensionValue(
  of: 'signup' | 'invite',
  dimension: string,
  binding: string,
  params: Record<string, unknown>,
): string {
  const standard = STANDARD_DIMENSIONS.find((name) => name === dimension);
  if (!standard) params[binding] = dimension;
  const value = standard ? `${of}.${standard}` : `${of}.properties[{${binding}:String}]`;
  return `if(${value} = '', '${UNKNOWN_VALUE}', ${value})`;
}

/** A dimension's value of a signup. */
export const signupValue = (dimension: string, binding: string, params: Record<string, unknown>): string =>
  dimensionValue('signup', dimension, binding, params);

/** The set of members whose signup has this value of a dimension. */
export function signupsWith(
  dimension: string,
  nameBinding: string,
  valueBinding: string,
  params: Record<string, unknown>,
): string {
  return `SELECT groupBitmapState(member_no) FROM (
      SELECT member_no, argMinMerge(signup) AS signup FROM signups
      WHERE revision = {revision:UInt32} AND workspace = {workspace:UInt32} GROUP BY member_no)
    WHERE ${signupValue(dimension, nameBinding, params)} = {${valueBinding}:String}`;
}
