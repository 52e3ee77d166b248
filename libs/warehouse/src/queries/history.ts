import { monthSetsAnswer, type SetQuestion, setsOf, storedGrain } from './set-question.js';

/** The first and the last day that the warehouse can tell: questions about all of history have these bounds. */
const HISTORY_START = '1900-01-01';
export const HISTORY_END = '2299-12-31';

const DAY_MS = 86_400_000;

/**
 * The sets of a question and of everything before it, as setsOf() gives them.
 *
 * Long before the range it matters only that a member was there, not on which day: whole months that end before `since` are
 * read as months, wherever their sets can answer. A workspace of three years has 36 of these and 1,096 days.
 *
 * @param since the first day whose own set is needed; sets of months lie before it
 */
export function setsWithHistory(
  question: SetQuestion,
  since: string,
  by: string | undefined,
  params: Record<string, unknown>,
): string {
  const whole = { ...question, from: HISTORY_START };
  const months = `${since.slice(0, 7)}-01`;
  if (months <= HISTORY_START || !monthSetsAnswer(question, by) || storedGrain(whole, by) === 'month') {
    return setsOf(whole, by, params);
  }
  const lastOfMonths = new Date(Date.parse(months) - DAY_MS).toISOString().slice(0, 10);
  const before = setsOf({ ...whole, span: 'month', to: lastOfMonths }, by, params, 'history_');
  return `${before} UNION ALL ${setsOf({ ...question, from: months }, by, params)}`;
}
