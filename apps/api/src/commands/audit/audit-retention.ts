import { type CohortRow, RetentionAnswer } from '@grapevine/contracts';
import { type AuditContext, courseOfAnswer } from './asked-log.js';
import type { Course } from './course.js';
import { dateOf } from './local-days.js';
import { type Periods, periodsOf } from './periods.js';
import { type CohortQuestion, RetentionCounter } from './retention.js';
import { compareRows, type ExpectedRow, labelsOf } from './rows.js';
import { questionOf } from './server.js';

const ENDPOINT = '/v1/retention';
/** Cohorts of one answer: with the periods that each meets they must stay within what the server computes at once. */
const MOST_COHORTS = 200;
const MOST_OFFSETS = 400;

/** Compares what became of every cohort of months and weeks, by first activity and by signup, in both modes. */
export async function auditRetention(context: AuditContext): Promise<void> {
  for (const grain of ['month', 'week'] as const) {
    for (const kind of ['first_active', 'signed_up'] as const) {
      const counter = counterOf(context, kind, periodsOf({ grain }));
      for (const mode of ['on', 'on_or_after'] as const) await auditCohorts(context, grain, { kind, mode }, counter);
    }
  }
}

function counterOf({ facts }: AuditContext, kind: CohortQuestion['kind'], periods: Periods): RetentionCounter {
  const { activity, signups } = facts.everybody;
  const counter = new RetentionCounter(facts.members, activity, periods);
  if (kind === 'first_active') return counter.joinByActivity();
  signups.days.forEach((day, i) => {
    for (const member of signups.members[i] as Uint32Array) counter.join(member, periods.of(day));
  });
  return counter;
}

async function auditCohorts(
  context: AuditContext,
  grain: 'month' | 'week',
  { kind, mode }: Pick<CohortQuestion, 'kind' | 'mode'>,
  counter: RetentionCounter,
): Promise<void> {
  const { range } = context.facts;
  const periods = periodsOf({ grain });
  const [first, last] = range ? [periods.of(range.first), periods.of(range.last)] : [0, -1];
  // One more than there are: the offset after the last period must be unknown.
  const count = Math.min(MOST_OFFSETS, last - first + 2);
  for (let from = first; from <= Math.max(first, last); from += MOST_COHORTS) {
    const cohorts = Array.from({ length: Math.min(MOST_COHORTS, last - from + 1) }, (_, i) => from + i);
    const to = cohorts.at(-1);
    const days = to === undefined ? {} : { from: dateOf(periods.firstDay(from)), to: dateOf(periods.lastDay(to)) };
    const parameters = { cohort: kind, grain, mode, periods: Math.max(1, count), ...days };
    const asked = { endpoint: ENDPOINT, question: questionOf(parameters) };
    const { data, meta } = await context.server.get(RetentionAnswer, ENDPOINT, parameters);
    const course = courseOfAnswer(context, asked, meta);
    const expected = expectedRows(counter, { kind, mode, count }, cohorts, periods, course);
    compareRows(context.findings, asked, data.map(flat), expected);
  }
}

function expectedRows(
  counter: RetentionCounter,
  question: CohortQuestion,
  cohorts: readonly number[],
  periods: Periods,
  course: Course,
): ExpectedRow[] {
  const rowOf = counter.count(question, course);
  return cohorts.map((cohort) => {
    const { size, retained } = rowOf(cohort);
    return {
      period: periods.name(cohort),
      segment: undefined,
      labels: labelsOf(cohort, periods, course),
      numbers: { size, ...byOffset(retained) },
    };
  });
}

/** Offsets as fields of their own. */
const byOffset = (retained: readonly (number | null)[]): Record<string, number | null> =>
  Object.fromEntries(retained.map((members, offset) => [`retained[${offset}]`, members]));

const flat = ({ cohort, retained, ...row }: CohortRow) => ({ period: cohort, ...row, ...byOffset(retained) });
