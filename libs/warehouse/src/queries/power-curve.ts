import { z } from 'zod';
import type { NamedQuery } from '../named-query.js';
import { type SetQuestion, setsOf, setsOfChunk } from './set-question.js';
import { SETS_ARE_LARGE } from './steps.js';

const Histogram = z.object({
  /** Members active on exactly 1, 2, ... of the days; empty where nobody was. */
  histogram: z.array(z.number()),
});

const EMPTY_SET = 'bitmapBuild(emptyArrayUInt32())';

/**
 * On how many days of a range each member was active, as a histogram.
 *
 * Members are counted without taking them one by one: plane j is the set of members whose count has bit j set, and adding a
 * day is a binary addition of 1 for all of its members at once, carries and all (bit-sliced arithmetic; O'Neil and Quass,
 * "Improved query performance with variant indexes", 1997). Measured on 12.6 million members and 36 days: 1.1 s, counting
 * member by member 30 s.
 *
 * @param question of single days; its range has as many as `days`
 */
export function powerCurve(question: SetQuestion, days: number): NamedQuery<typeof Histogram> {
  const params: Record<string, unknown> = {};
  const sets = setsOf(question, undefined, params);
  const planes = Math.ceil(Math.log2(days + 1));
  const exact = Array.from({ length: days }, (_, i) => countedExactly(i + 1, planes));
  return {
    name: 'power_curve',
    sql: `SELECT sumForEach(members) AS histogram
      FROM (
        SELECT [${exact.join(', ')}] AS members
        FROM (
          SELECT arrayFold((planes, day) -> ${withOneMore(planes)}, groupArray(members),
            tuple(${Array(planes).fill(EMPTY_SET).join(', ')})) AS planes
          FROM (SELECT chunk, period, groupBitmapMergeState(members) AS members FROM (${sets}) GROUP BY chunk, period)
          GROUP BY chunk)) ${SETS_ARE_LARGE}`,
    params,
    row: Histogram,
    slicing: { sets: (months) => setsOfChunk(question, undefined, months), sums: ['histogram'] },
  };
}

/** Adds 1 to the counts of a day's members: each plane flips where a carry comes in, and carries on where it was set. */
function withOneMore(planes: number): string {
  const sums: string[] = [];
  let carry = 'day';
  for (let plane = 1; plane <= planes; plane++) {
    sums.push(`bitmapXor(planes.${plane}, ${carry})`);
    carry = `bitmapAnd(planes.${plane}, ${carry})`;
  }
  return `tuple(${sums.join(', ')})`;
}

/** How many members have a count: those in all planes of its bits and in no other. */
function countedExactly(count: number, planes: number): string {
  const names = Array.from({ length: planes }, (_, i) => ({ plane: `planes.${i + 1}`, set: ((count >> i) & 1) === 1 }));
  const inside = names.filter(({ set }) => set).map(({ plane }) => plane);
  const outside = names.filter(({ set }) => !set).map(({ plane }) => plane);
  const members = inside.reduce((all, plane) => `bitmapAnd(${all}, ${plane})`);
  if (outside.length === 0) return `bitmapCardinality(${members})`;
  return `bitmapAndnotCardinality(${members}, ${outside.reduce((all, plane) => `bitmapOr(${all}, ${plane})`)})`;
}
