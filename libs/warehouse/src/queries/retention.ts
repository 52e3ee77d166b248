import type { Grain } from '@grapevine/contracts';
import { z } from 'zod';
import { CHUNK_BITS } from '../chunk.js';
import type { NamedQuery } from '../named-query.js';
import { inSlice } from '../slices.js';
import { HISTORY_END, setsWithHistory } from './history.js';
import type { Population } from './population.js';
import { type SegmentFilter, setsOf, setsOfChunk } from './set-question.js';
import { earliestSignups } from './signups.js';
import { SETS_ARE_LARGE, SETS_MEET_IN_ORDER, stepsAfter } from './steps.js';

const Meeting = z.object({
  /** Position of the cohort's period, from 0. */
  cohort: z.number(),
  /** Position of the other period on the same scale; SIZE: `members` is the size of the cohort. */
  period: z.number(),
  members: z.number(),
});

/** The position under which a cohort's size is told. */
export const COHORT_SIZE = -1;

export interface RetentionQuestion extends Population {
  readonly cohort: 'first_active' | 'signed_up';
  readonly mode: 'on' | 'on_or_after';
  readonly span: Grain;
  /** First day of the first cohort's period, and last day of the last period that is looked at. */
  readonly from: string;
  readonly to: string;
  /** How many cohorts there are, one a period. */
  readonly cohorts: number;
  /** How many periods are looked at from the cohort's own on. */
  readonly offsets: number;
  readonly filters: readonly SegmentFilter[];
}

const FIRST_DAY = 'toDate32({first:String})';

/**
 * How many members each cohort has in common with the members of later periods, and how many it has at all.
 *
 * In mode `on` a period's members are those active in it. In mode `on_or_after` they are those who were last active in it, so
 * that everybody is in one period only, and whoever comes later than all that are looked at is in the one after them.
 *
 * Every cohort is repeated for each period that it is compared with, and meets it chunk by chunk.
 */
export function retention(asked: RetentionQuestion): NamedQuery<typeof Meeting> {
  const { mode, cohorts, offsets } = asked;
  const params: Record<string, unknown> = { first: asked.from, cohorts, offsets, beyond: cohorts + offsets - 1 };
  const question = {
    ...asked,
    // Who came back at any later time may have done so after all that is looked at.
    to: mode === 'on_or_after' ? HISTORY_END : asked.to,
  };
  const activity = stepsOf(question, params);
  const members = question.cohort === 'first_active' ? firstActive(activity) : signedUp(question, params);
  const ofCohorts = `SELECT chunk, toUInt32(step) AS cohort, members FROM (${members}) WHERE step BETWEEN 0 AND {cohorts:UInt32} - 1`;
  const until = mode === 'on' ? 'cohort + {offsets:UInt32}' : '{beyond:UInt32} + 1';
  return {
    name: 'retention',
    sql: `SELECT cohort, period, sum(common) AS members
      FROM (
        SELECT c.cohort AS cohort, toInt64(c.period) AS period, bitmapAndCardinality(c.members, a.members) AS common
        FROM (SELECT chunk, cohort, members, arrayJoin(range(cohort, toUInt32(${until}))) AS period FROM (${ofCohorts})) AS c
        INNER JOIN (SELECT chunk, toUInt32(step) AS period, members
          FROM (${mode === 'on' ? activity : lastActive(activity)}) WHERE step >= 0) AS a
        ON c.chunk = a.chunk AND c.period = a.period
        UNION ALL
        SELECT cohort, toInt64(${COHORT_SIZE}) AS period, bitmapCardinality(members) AS common FROM (${ofCohorts}))
      GROUP BY cohort, period ORDER BY cohort, period ${SETS_ARE_LARGE}, ${SETS_MEET_IN_ORDER}`,
    params,
    row: Meeting,
    slicing: {
      // A cohort is repeated for each later period: half of all, where both are as many.
      sets: (months) =>
        setsOfChunk({ ...question, fact: 'active' }, undefined, months) + months + (cohorts * offsets) / 2,
      sums: ['members'],
    },
  };
}

/** Who was active in which period: -1 is all that came before the first, `beyond` all that comes after the last. */
function stepsOf(question: RetentionQuestion, params: Record<string, unknown>): string {
  const active = { ...question, fact: 'active' } as const;
  const sets =
    question.cohort === 'first_active'
      ? setsWithHistory(active, question.from, undefined, params)
      : setsOf(active, undefined, params);
  const step = `least(greatest(-1, ${stepsAfter(question.span, FIRST_DAY, 'period')}), {beyond:UInt32})`;
  return `SELECT chunk, ${step} AS step, groupBitmapMergeState(members) AS members FROM (${sets}) GROUP BY chunk, step`;
}

/** Windows go by `order`, so that only its end moves and each union is made of the one before. */
const withoutUnion = (activity: string, order: string): string =>
  `SELECT chunk, step, bitmapAndnot(members, groupBitmapMergeState(members)
      OVER (PARTITION BY chunk ORDER BY ${order} RANGE BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING)) AS members
    FROM (${activity})`;

const firstActive = (activity: string): string => withoutUnion(activity, 'step');
const lastActive = (activity: string): string => withoutUnion(activity, '-step');

function signedUp(question: RetentionQuestion, params: Record<string, unknown>): string {
  // The names that it binds are bound for the activity already, to the same values: days and filters are those of the question.
  const chunk = `toUInt16(bitShiftRight(signup.member_no, ${CHUNK_BITS}))`;
  return `SELECT ${chunk} AS chunk, ${stepsAfter(question.span, FIRST_DAY, 'signup.day')} AS step, groupBitmapState(member_no) AS members
    FROM ${earliestSignups(question, params)} WHERE ${inSlice(chunk)} GROUP BY chunk, step`;
}
