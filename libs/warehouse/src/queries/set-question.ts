import type { Grain } from '@grapevine/contracts';
import { inSlice } from '../slices.js';
import { memberSegment } from './member-segments.js';
import { excludedMembers, type Population } from './population.js';
import { startOfPeriod } from './steps.js';

/** Members of one dimension's values; several filters intersect on the same local day. */
export interface SegmentFilter {
  readonly dimension: string;
  readonly values: readonly string[];
}

/** Which members were active when: what every metric over member sets asks. */
export interface SetQuestion extends Population {
  readonly fact: 'active';
  /** First and last local day, inclusive: whole periods, or the labelled days of rolling windows. */
  readonly from: string;
  readonly to: string;
  /** What one point covers: a calendar period, or a window of so many days that ends with the labelled one. */
  readonly span: Grain | { readonly rollingDays: number };
  readonly filters: readonly SegmentFilter[];
}

/** A breakdown: the values shown by name; all others are one exact union under `otherLabel`. */
export interface Breakdown {
  readonly dimension: string;
  readonly shown: readonly string[];
  readonly otherLabel: string;
}

type Params = Record<string, unknown>;

interface Selection {
  readonly dimension: string;
  /** undefined: every value */
  readonly values: readonly string[] | undefined;
}

const EVERYBODY: Selection = { dimension: '', values: [''] };

const DAY_MS = 86_400_000;
const LONGEST_MONTH = 31;
/** A dimension may have thousands, but then each of their sets is small. */
const VALUES_OF_BREAKDOWN = 8;

const endsMonth = (day: string): boolean => new Date(Date.parse(day) + DAY_MS).getUTCDate() === 1;

/** Month sets answer as long as one dimension at most is asked: sets of several meet only on their day. */
export function monthSetsAnswer({ filters }: SetQuestion, by: string | undefined): boolean {
  return filters.length + (by === undefined ? 0 : 1) <= 1;
}

/** For months and longer, that is; and not for a range that a month is cut off at. */
export function storedGrain(question: SetQuestion, by: string | undefined): 'day' | 'month' {
  const { span, from, to } = question;
  const long = span === 'month' || span === 'quarter' || span === 'year';
  const whole = from.endsWith('-01') && endsMonth(to);
  return long && whole && monthSetsAnswer(question, by) ? 'month' : 'day';
}

/**
 * The sets a question reads, one per row: `period`, `chunk`, `segment` ('' without a breakdown), `members`.
 *
 * @param days begins the names of the bindings that say which days are asked for; two questions of one query differ in them
 * @returns SQL with named bindings, and adds their values to `params`
 */
export function setsOf(question: SetQuestion, by: string | undefined, params: Params, days = ''): string {
  const selections: Selection[] = question.filters.map(({ dimension, values }) => ({ dimension, values }));
  // The breakdown comes first: its value is the row's segment.
  if (by !== undefined) selections.unshift({ dimension: by, values: undefined });
  else if (selections.length === 0) selections.push(EVERYBODY);
  const rolling = typeof question.span === 'object' ? question.span.rollingDays : 1;
  Object.assign(params, {
    workspace: question.workspace,
    revision: question.revision,
    fact: question.fact,
    [`${days}grain`]: storedGrain(question, by),
    [`${days}from`]: question.from,
    [`${days}to`]: question.to,
    [`${days}lead`]: rolling - 1,
  });
  const chosen = selections.map((selection, i) => chosenBy(selection, i, params));
  const [first, ...others] = chosen;
  const stored = `FROM member_sets WHERE ${ofQuestion(days)}`;
  if (by === undefined) {
    return ofPopulation(
      others.length === 0
        ? `SELECT period, chunk, '' AS segment, members ${stored} AND ${first}`
        : meeting(stored, chosen),
      question,
      params,
    );
  }
  const head = ofPopulation(`SELECT period, chunk, value AS segment, members ${stored} AND ${first}`, question, params);
  if (others.length === 0) return head;
  return `SELECT l.period AS period, l.chunk AS chunk, l.segment AS segment, bitmapAnd(l.members, r.members) AS members
      FROM (SELECT period, chunk, segment, groupBitmapMergeState(members) AS members FROM (${head}) GROUP BY period, chunk, segment) AS l
      INNER JOIN (${meeting(stored, others)}) AS r ON l.period = r.period AND l.chunk = r.chunk`;
}

/**
 * About how many sets of one chunk a question reads.
 *
 * @param months how many of them the workspace has sets of
 */
export function setsOfChunk(question: SetQuestion, by: string | undefined, months: number): number {
  const lead = typeof question.span === 'object' ? question.span.rollingDays - 1 : 0;
  const days = (Date.parse(question.to) - Date.parse(question.from)) / DAY_MS + 1 + lead;
  const periods = storedGrain(question, by) === 'month' ? months : Math.min(days, LONGEST_MONTH * months);
  const values = question.filters.reduce((sum, filter) => sum + filter.values.length, 0);
  return periods * Math.max(1, values + (by === undefined ? 0 : VALUES_OF_BREAKDOWN));
}

function ofPopulation(sets: string, population: Population, params: Params): string {
  const among = memberSegment(population.among ?? [], params);
  const excluded = excludedMembers(population, params);
  const asked = among === undefined ? 'members' : `bitmapAnd(members, ${among})`;
  const counted = excluded === undefined ? asked : `bitmapAndnot(${asked}, ${excluded})`;
  return counted === 'members' ? sets : `SELECT period, chunk, segment, ${counted} AS members FROM (${sets})`;
}

/** Which rows a selection means, and adds its values to `params`. */
function chosenBy({ dimension, values }: Selection, i: number, params: Params): string {
  params[`dimension${i}`] = dimension;
  if (values) params[`values${i}`] = values;
  return `dimension = {dimension${i}:String}${values ? ` AND value IN {values${i}:Array(String)}` : ''}`;
}

const ofQuestion = (
  days: string,
): string => `revision = {revision:UInt32} AND workspace = {workspace:UInt32} AND fact = {fact:String}
      AND grain = {${days}grain:String} AND ${inSlice('chunk')}
      AND period BETWEEN toDate32({${days}from:String}) - {${days}lead:UInt16} AND toDate32({${days}to:String})`;

/**
 * One set a period and chunk: of members whom every choice has. Of one reading, in which each choice gathers its own: a join copies the sets
 * that it lets meet, and takes a third longer.
 */
function meeting(stored: string, chosen: readonly string[]): string {
  const sets = chosen.map((choice) => `groupBitmapMergeStateIf(members, ${choice})`);
  return `SELECT period, chunk, '' AS segment, ${sets.reduce((all, set) => `bitmapAnd(${all}, ${set})`)} AS members
    ${stored} AND (${chosen.map((choice) => `(${choice})`).join(' OR ')}) GROUP BY period, chunk`;
}

/**
 * Puts each set into the points that it counts for: the calendar period around it, or every window of days that it lies in.
 *
 * @returns SQL with the columns `bucket`, `chunk`, `segment`, `members`
 */
export function bucketsOf(question: SetQuestion, sets: string): string {
  if (typeof question.span === 'string') {
    return `SELECT ${startOfPeriod(question.span, 'period')} AS bucket, chunk, segment, members FROM (${sets})`;
  }
  return `SELECT bucket, chunk, segment, members FROM (
      SELECT arrayJoin(range({lead:UInt16} + 1)) AS ahead, toDate32(period + ahead) AS bucket, chunk, segment, members
      FROM (${sets}))
    WHERE bucket BETWEEN toDate32({from:String}) AND toDate32({to:String})`;
}
