import { SIGNUPS, signupValue } from './signup-value.js';

/** A fact of a member that must hold: the earliest signup has one of these values, or lies on a local day of one of these ranges. */
export type MemberCondition =
  | { readonly dimension: string; readonly values: readonly string[] }
  | { readonly signedUpIn: readonly { readonly start: string; readonly end: string }[] };

type Params = Record<string, unknown>;

/** The conditions as SQL over `signup`, a member's earliest. Adds their values to `params`. */
export function signupMeets(conditions: readonly MemberCondition[], params: Params): string[] {
  return conditions.map((condition, i) => {
    if ('signedUpIn' in condition) {
      params[`member_from${i}`] = condition.signedUpIn.map(({ start }) => start);
      params[`member_to${i}`] = condition.signedUpIn.map(({ end }) => end);
      return `arrayExists((first, last) -> signup.day BETWEEN first AND last, {member_from${i}:Array(Date32)}, {member_to${i}:Array(Date32)})`;
    }
    params[`member_values${i}`] = condition.values;
    return `${signupValue(condition.dimension, `member_dimension${i}`, params)} IN {member_values${i}:Array(String)}`;
  });
}

/**
 * The set of members, of all chunks, of whom every condition holds, as an expression that ClickHouse computes once a query. Who
 * never signed up is in none.
 *
 * @returns SQL that expects the bindings `workspace` and `revision` and adds its own to `params`; undefined without a condition
 */
export function memberSegment(conditions: readonly MemberCondition[], params: Params): string | undefined {
  if (conditions.length === 0) return undefined;
  return `(SELECT groupBitmapState(member_no) FROM ${SIGNUPS} AND ${signupMeets(conditions, params).join(' AND ')})`;
}
