import { type CohortRow, GRAINS, type Grain, RetentionAnswer } from '@grapevine/contracts';
import { type AuditContext, courseOfAnswer } from './asked-log.js';
import type { Course } from './course.js';
import { dateOf } from './local-days.js';
import { type Periods, periodsOf } from './periods.js';
import { type CohortQuestion, RetentionCounter } from './retention.js';
import { compareRows, type ExpectedRow, labelsOf } from './rows.js';
import { type AuditFilter, filterText } from './segments.js';
import { questionOf } from './server.js';

const ENDPOINT = '/v1/retention';
/** Cohorts of one answer: with the periods that each meets they must stay within what the server computes at once. */
const MOST_COHORTS = 200;
const MOST_OFFSETS = { complete: 400, sample: 40 };

const KINDS = ['first_active', 'signed_up'] as const;
const MODES = ['on', 'on_or_after'] as const;

/** Compares what became of every cohort, by first activity and by signup, in both modes; in a sample of months and weeks. */
export async function auditRetention(context: AuditContext): Promise<void> {
  const isComplete = context.breadth.name === 'complete';
  for (const grain of isComplete ? GRAINS : (['month', 'week'] as const)) {
    for (const kind of KINDS) {
      const counter = counterOf(context, kind, periodsOf({ grain }));
      for (const mode of MODES) await auditCohorts(context, grain, { kind, mode }, counter);
    }
  }
  if (!isComplete) await auditSomeRetention(context, []);
}

/** One question that is drawn. @param context its facts are those that the filters leave */
export async function auditSomeRetention(context: AuditContext, filters: readonly AuditFilter[]): Promise<void> {
  const { draw } = context.breadth;
  const [grain, kind, mode] = [draw.one(GRAINS), draw.one(KINDS), draw.one(MODES)];
  await auditCohorts(context, grain, { kind, mode }, counterOf(context, kind, periodsOf({ grain })), filters);
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
  grain: Grain,
  { kind, mode }: Pick<CohortQuestion, 'kind' | 'mode'>,
  counter: RetentionCounter,
  filters: readonly AuditFilter[] = [],
): Promise<void> {
  const { range } = context.facts;
  const periods = periodsOf({ grain });
  const [first, last] = range ? [periods.of(range.first), periods.of(range.last)] : [0, -1];
  // One more than there are: the offset after the last period must be unknown.
  const count = Math.min(MOST_OFFSETS[context.breadth.name], last - first + 2);
  for (let from = first; from <= Math.max(first, last); from += MOST_COHORTS) {
    const cohorts = Array.from({ length: Math.min(MOST_COHORTS, last - from + 1) }, (_, i) => from + i);
    const to = cohorts.at(-1);
    const days = to === undefined ? {} : { from: dateOf(periods.firstDay(from)), to: dateOf(periods.lastDay(to)) };
    const parameters = {
      cohort: kind,
      grain,
      mode,
      periods: Math.max(1, count),
      ...days,
      filter: filters.map(filterText),
    };
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
