import type { Grain } from '@grapevine/contracts';
import { z } from 'zod';
import type { NamedQuery } from '../named-query.js';
import { setsWithHistory } from './history.js';
import { type Breakdown, type SetQuestion, setsOfChunk } from './set-question.js';
import { SETS_ARE_LARGE, stepsAfter } from './steps.js';

const Accounts = z.object({
  /** Position of the period in the question's range, from 0. */
  step: z.number(),
  segment: z.string(),
  active_members: z.number(),
  new_members: z.number(),
  retained_members: z.number(),
  resurrected_members: z.number(),
  churned_members: z.number(),
});

/** A question about whole calendar periods; only the last may be cut short. */
export interface GrowthQuestion extends SetQuestion {
  readonly span: Grain;
  /** How many periods `from` and `to` enclose. */
  readonly steps: number;
}

/** No period is longer: the one before the first begins on this day or after it. */
const LONGEST_DAYS: Record<Grain, number> = { day: 1, week: 7, month: 31, quarter: 92, year: 366 };

const dayBefore = ({ from, span }: GrowthQuestion): string =>
  new Date(Date.parse(from) - LONGEST_DAYS[span] * 86_400_000).toISOString().slice(0, 10);

const unionOf = (frame: string): string =>
  `groupBitmapMergeState(members) OVER (PARTITION BY segment, chunk ORDER BY step RANGE BETWEEN ${frame})`;

/**
 * Growth accounting of each period and segment. Each count is taken from sets of its own, so that their sums are a check.
 *
 * Steps number the periods: 0 is the first one asked for, -1 the one before it, -2 all that is earlier, as one union. Windows
 * go by steps and not by rows, so a period that nobody was active in is an empty set and not skipped. Who churned is counted
 * where they were last active, one step earlier, since the period that they are missing from may have no row. All of it goes
 * chunk by chunk; chunks share no member, so their counts add up.
 *
 * @param by undefined: everybody is one segment, named ''
 */
export function growth(question: GrowthQuestion, by: Breakdown | undefined): NamedQuery<typeof Accounts> {
  const params: Record<string, unknown> = { first: question.from, steps: question.steps };
  if (by) Object.assign(params, { shown: by.shown, other: by.otherLabel });
  const label = by ? 'if(value IN {shown:Array(String)}, value, {other:String})' : "''";
  const sets = setsWithHistory(question, dayBefore(question), by?.dimension, params);
  return {
    name: 'growth',
    sql: `SELECT figures.1 AS step, segment, sum(figures.2) AS active_members, sum(figures.3) AS new_members,
        sum(figures.4) AS retained_members, sum(figures.5) AS resurrected_members, sum(figures.6) AS churned_members
      FROM (
        SELECT segment, arrayJoin([
            (step, bitmapCardinality(members), bitmapAndnotCardinality(members, earlier),
              bitmapAndCardinality(members, previous), bitmapAndnotCardinality(bitmapAnd(members, earlier), previous), 0),
            (step + 1, 0, 0, 0, 0, bitmapAndnotCardinality(members, next))
          ]) AS figures
        FROM (
          SELECT segment, chunk, step, members, ${unionOf('UNBOUNDED PRECEDING AND 1 PRECEDING')} AS earlier,
            ${unionOf('1 PRECEDING AND 1 PRECEDING')} AS previous, ${unionOf('1 FOLLOWING AND 1 FOLLOWING')} AS next
          FROM (
            SELECT ${label} AS segment, chunk, greatest(-2, ${stepsAfter(question.span, 'toDate32({first:String})', 'period')}) AS step,
              groupBitmapMergeState(members) AS members
            FROM (SELECT period, chunk, segment AS value, members FROM (${sets})) GROUP BY segment, chunk, step)))
      WHERE step BETWEEN 0 AND {steps:UInt32} - 1
      GROUP BY step, segment ORDER BY step, segment ${SETS_ARE_LARGE}`,
    params,
    row: Accounts,
    slicing: {
      // Of each period three unions are made beside its own set.
      sets: (months) => setsOfChunk(question, by?.dimension, months) + months + 3 * question.steps,
      sums: ['active_members', 'new_members', 'retained_members', 'resurrected_members', 'churned_members'],
    },
  };
}
