import { STANDARD_DIMENSIONS, UNKNOWN_VALUE } from '@grapevine/contracts';

/** Each member's earliest signup, one row each, under the name `signup`; further conditions follow. Expects `workspace` and `revision`. */
export const SIGNUPS = 'signups AS signup FINAL WHERE revision = {revision:UInt32} AND workspace = {workspace:UInt32}';

/**
 * A dimension's value of a row that has one column a standard dimension, `unknown` where it gave none. The name of one of
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

/** A dimension's value of an event of the log. @param binding of the dimension's name */
export function eventValue(dimension: string, binding: string): string {
  const given = STANDARD_DIMENSIONS.find((name) => name === dimension) ?? `properties[{${binding}:String}]`;
  return `if(${given} = '', '${UNKNOWN_VALUE}', ${given})`;
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
  const value = signupValue(dimension, nameBinding, params);
  return `SELECT groupBitmapState(member_no) FROM ${SIGNUPS} AND ${value} = {${valueBinding}:String}`;
}
