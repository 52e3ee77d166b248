import {
  AT,
  type LivesQuestion,
  longest,
  NEARBY,
  named,
  OUTCOME,
  PAIRS,
  type Params,
  type SpannedQuestion,
  step,
} from './delivery-rows.js';
import { excludedMembers } from './population.js';
import { startOfPeriod } from './steps.js';

const DAY_MS = 86_400_000;

/** Rows of texts are slow to group: a fact is its place among the values of the range, sorted, of which the first is ''. */
const namesOf = (
  fact: string,
): string => `(SELECT arraySort(arrayDistinct(arrayPushBack(groupArray(toString(value)), '')))
    FROM (SELECT DISTINCT ${fact} AS value ${NEARBY})) AS ${fact}_names`;

/** A time and a number below `width` as one number, of which the smallest is that of the earliest time, of equal ones the smallest. */
const stamp = (value: string, width: string): string => `ms * ${width} + ${value}`;

/**
 * The messages of the range, counted by what became of them. Nearly every message is plain: all of its rows are of one delivery that
 * was sent, by one sender if any are excluded, and lie within any horizon of each other. Of such a message every row counts, on the day
 * of its sending, and what became of it are minima of numbers, taken in one pass.
 *
 * Rows: `bucket`, `channel`, the dimension `by` if one is named, `outcome`, how many `deliveries`, and of the milliseconds from one
 * status to the next the states of percentiles and how many are negative. All messages that are not plain are one row of
 * outcome 0, whose `far` names them; `close` is always empty.
 *
 * @returns SQL that expects no further bindings than it adds to `params`
 */
export function countedMessages(question: SpannedQuestion, by: string | undefined, params: Params): string {
  const first = Date.parse(question.from) / DAY_MS - longest(question.horizons);
  const last = Date.parse(question.to) / DAY_MS + longest(question.horizons);
  // Two days earlier than any event of the first day, in whatever zone: 0 is left for what never happened.
  Object.assign(params, { first_day: first, days: last - first + 1, start_ms: (first - 2) * DAY_MS });
  const excluded = excludedMembers(question, params);
  const facts = [...new Set(['channel', ...(by ? [by] : []), ...question.filters.map(({ dimension }) => dimension)])];
  const told = facts.filter((fact) => fact === 'channel' || fact === by);
  const keys = ['bucket', ...told.map((fact) => `${fact}_place`), 'outcome'];
  const lives = livesOf(firstTimes(facts, excluded !== undefined), question, told, excluded);
  const bucket = startOfPeriod(question.span, "addDays(toDate32('1970-01-01'), d)");
  const names = [...facts.map(namesOf), ...question.filters.map(matchesOf)];
  return `WITH ${names.join(',\n      ')}
    SELECT bucket, ${told.map((fact) => `${named(`${fact}_names[${fact}_place + 1]`)} AS ${fact}`).join(', ')}, outcome,
      deliveries, ${PAIRS.names}, emptyArrayUInt8()::Array(UInt128) AS close, far
    FROM (
      SELECT ${bucket} AS bucket, ${keys.slice(1).join(', ')}, count() AS deliveries, ${PAIRS.states},
        groupArrayIf(key, outcome = 0) AS far
      FROM (${lives}) GROUP BY ${keys.join(', ')})`;
}

/** An edge of a share of the keys: any order of them will do, as long as all are in some share. */
const edge = (name: string): string => `toFixedString(unhex({${name}:String}), 16)`;

/** The first time of each status of each message, in ms since the start, 0 for never; and which value of each fact came first. */
function firstTimes(facts: readonly string[], excludes: boolean): string {
  const rows = step(
    [
      ...['message_key', 'recipient_key', 'status', 'sender', `toInt32(day) - {first_day:Int32} AS day_no`],
      `${AT} - {start_ms:Int64} AS ms`,
      ...facts.map((fact) => `transform(${fact}, ${fact}_names, range(length(${fact}_names)), 0) AS ${fact}_no`),
    ],
    `SELECT * ${NEARBY} AND message_key BETWEEN ${edge('first_key_hex')} AND ${edge('last_key_hex')}`,
  );
  const recipient = 'reinterpretAsUInt128(recipient_key)';
  const minima = [
    'reinterpretAsUInt128(message_key) AS key',
    // Not by groupBitAnd and groupBitOr: in this query no message had equal ones (26.7; alone they work, the cause is not known).
    `min(${recipient}) = max(${recipient}) AS has_one_recipient`,
    'max(day_no) - min(day_no) AS spread',
    `minIf(${stamp('day_no', '{days:UInt32}')}, status = 'sent') AS first_sent`,
    ...['delivered', 'read'].map((status) => `minIf(ms, status = '${status}') AS ${status}_ms`),
    "max(status = 'failed') AS has_failed",
    ...facts.map((fact) => `minIf(${stamp(`${fact}_no`, `length(${fact}_names)`)}, ${fact}_no != 0) AS first_${fact}`),
    ...(excludes ? ['minIf(sender, sender != 0) AS first_sender', 'max(sender) AS last_sender'] : []),
  ];
  return `${step(minima, rows)} GROUP BY key`;
}

/** What became of each message, if it is plain and was sent on the days asked for. */
function livesOf(
  messages: string,
  { filters }: LivesQuestion,
  told: readonly string[],
  excluded: string | undefined,
): string {
  const isOfOneSender = excluded === undefined ? '' : 'AND first_sender = last_sender';
  const plain = `has_one_recipient AND first_sent != 0 AND spread <= {shortest:UInt16} ${isOfOneSender}`;
  const matches = filters.map(({ dimension }, i) => `matches${i}[first_${dimension} % length(${dimension}_names) + 1]`);
  const outcome = [
    ...[OUTCOME.counted + OUTCOME.sentSeen, `(${['1', ...matches].join(' AND ')}) * ${OUTCOME.matches}`],
    ...[`(delivered_ms != 0 OR read_ms != 0) * ${OUTCOME.arrived}`, `(read_ms != 0) * ${OUTCOME.read}`],
    ...[`has_failed * ${OUTCOME.failed}`, `(delivered_ms != 0) * ${OUTCOME.deliveredSeen}`],
  ];
  const remaining = excluded === undefined ? '' : `AND NOT bitmapContains(${excluded}, first_sender)`;
  return step(
    [
      ...['key', 'if(is_plain, sent_day, 0) AS d', `toUInt8(is_plain * (${outcome.join(' + ')})) AS outcome`],
      ...told.map((fact) => `if(is_plain, first_${fact} % length(${fact}_names), 0) AS ${fact}_place`),
      ...['delivered_ms - sent_ms AS sent_to_delivered', 'read_ms - delivered_ms AS delivered_to_read'],
    ],
    step(
      [
        ...['*', `${plain} AS is_plain`, 'intDiv(first_sent, {days:UInt32}) AS sent_ms'],
        'toInt32(first_sent % {days:UInt32}) + {first_day:Int32} AS sent_day',
      ],
      messages,
    ),
    `WHERE NOT is_plain
      OR (sent_day BETWEEN toInt32(toDate32({from:String})) AND toInt32(toDate32({to:String})) ${remaining})`,
  );
}

/** Of each value of a dimension, by its place, whether a filter lets it through. */
const matchesOf = ({ dimension }: { readonly dimension: string }, i: number): string =>
  `arrayMap(name -> ${named('name')} IN {values${i}:Array(String)}, ${dimension}_names) AS matches${i}`;
