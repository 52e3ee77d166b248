import { monthSetsAnswer, type SetQuestion, setsOf, storedGrain } from './set-question.js';

/** The first and the last day that the warehouse can tell: questions about all of history have these bounds. */
const HISTORY_START = '1900-01-01';
export const HISTORY_END = '2299-12-31';

const DAY_MS = 86_400_000;
const dayAfter = (day: string, days: number): string =>
  new Date(Date.parse(day) + days * DAY_MS).toISOString().slice(0, 10);

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
  const lastOfMonths = dayAfter(months, -1);
  const before = setsOf({ ...whole, span: 'month', to: lastOfMonths }, by, params, 'history_');
  return `${before} UNION ALL ${setsOf({ ...question, from: months }, by, params)}`;
}

/**
 * The sets whose union is everybody of a question's range, of whatever days: whole months of it as months, where their sets can answer.
 * A year by day is 12 of these and 365 days.
 */
export function setsOfRange(question: SetQuestion, by: string | undefined, params: Record<string, unknown>): string {
  const lead = typeof question.span === 'object' ? question.span.rollingDays - 1 : 0;
  const from = dayAfter(question.from, -lead);
  const months = startOfMonth(from) === from ? from : startOfMonth(dayAfter(startOfMonth(from), LONGEST_MONTH));
  const after = startOfMonth(dayAfter(question.to, 1));
  if (months >= after || !monthSetsAnswer(question, by)) return setsOf(question, by, params);
  const part = (name: string, span: 'day' | 'month', first: string, last: string): string[] =>
    first > last ? [] : [setsOf({ ...question, span, from: first, to: last }, by, params, name)];
  return [
    ...part('before_', 'day', from, dayAfter(months, -1)),
    ...part('months_', 'month', months, dayAfter(after, -1)),
    ...part('after_', 'day', after, question.to),
  ].join(' UNION ALL ');
}

const LONGEST_MONTH = 31;
const startOfMonth = (day: string): string => `${day.slice(0, 7)}-01`;
