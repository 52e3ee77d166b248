import {
  type LivesQuestion,
  NEARBY,
  NEVER,
  named,
  OUTCOME,
  PAIRS,
  type Params,
  type SpannedQuestion,
  step,
} from './delivery-rows.js';
import { excludedMembers } from './population.js';
import { startOfPeriod } from './steps.js';

/** Blocks of days that `messages` folds together; of their days, some are not asked about. */
export const BLOCKS = `FROM messages WHERE revision = {revision:UInt32} AND workspace = {workspace:UInt32}
      AND block BETWEEN intDiv(toInt32(toDate32({from:String})) - {longest:UInt16}, 16)
        AND intDiv(toInt32(toDate32({to:String})) + {longest:UInt16}, 16)`;

/** A share of all keys. */
export const IN_SHARE = 'message_key BETWEEN {first_key:UInt128} AND {last_key:UInt128}';

/** The parts of a stamp of the table. */
const msOf = (stamp: string): string => `bitShiftRight(${stamp}, 18)`;
export const dayOf = (stamp: string): string => `toInt32(bitAnd(${stamp}, 262143) - 131072)`;

const [FROM, TO] = ['toInt32(toDate32({from:String}))', 'toInt32(toDate32({to:String}))'];
export const IN_RANGE = `d BETWEEN ${FROM} AND ${TO}`;

/**
 * The channels of the range, of which `messages` has hashes: read once a question, since all of its rows are read for it. After the
 * messages: whatever channel one has is among them then, while messages go on to come in.
 */
export const CHANNELS = 'channel_names';
export const CHANNEL_NAMES = `SELECT DISTINCT channel ${NEARBY}`;
export const NAMES = `(SELECT groupArray(toString(channel)) FROM ${CHANNELS}) AS names`;
/** That of a hash. */
export const NAME = named("transform(channel_hash, arrayMap(name -> sipHash64(name), names), names, '')");

export const NO_SENDER = 'toUInt32(4294967295)';
export const NO_CHANNEL = 'toUInt64(18446744073709551615)';
export const MINIMA = [
  ...['min(first_sent) AS sent', 'min(delivered_ms) AS delivered_at', 'min(read_ms) AS read_at'],
  ...['max(has_failed) AS failed', 'min(first_channel) AS channel_hash', 'min(first_sender) AS sender_no'],
];

export const matchesOf = ({ filters }: LivesQuestion): string =>
  `(${['1', ...filters.map((_, i) => `channel IN {values${i}:Array(String)}`)].join(' AND ')}) * ${OUTCOME.matches}`;

export const OUTCOMES = [
  `${OUTCOME.counted} + (sent != ${NEVER}) * ${OUTCOME.sentSeen}`,
  `(delivered_at != ${NEVER} OR read_at != ${NEVER}) * ${OUTCOME.arrived} + (read_at != ${NEVER}) * ${OUTCOME.read}`,
  `failed * ${OUTCOME.failed} + (delivered_at != ${NEVER}) * ${OUTCOME.deliveredSeen}`,
].join(' + ');
export const LATENCIES = [
  `delivered_at - ${msOf('sent')} AS sent_to_delivered`,
  'read_at - delivered_at AS delivered_to_read',
];

/**
 * Messages counted by period, the hash of their channel and what became of them.
 *
 * @param lives SQL: `sent_day`, the `hash` of the channel, `outcome` without what filters say, the two latencies, and what `lists` uses
 * @param lists names of further columns, and SQL for them
 */
export function countedByHash(
  lives: string,
  { span }: SpannedQuestion,
  lists: Readonly<Record<string, string>>,
): string {
  const bucket = startOfPeriod(span, "addDays(toDate32('1970-01-01'), sent_day)");
  const arrays = Object.entries(lists).map(([name, sql]) => `${sql} AS ${name}`);
  return `SELECT ${bucket} AS bucket, hash AS channel_hash, outcome, count() AS deliveries, ${PAIRS.states}, ${arrays.join(', ')}
    FROM (${lives}) GROUP BY bucket, hash, outcome`;
}

/** What countedByHash has put into a table, with names of channels in place of hashes, and with what filters say among the outcome. */
export function namedCounts(table: string, question: LivesQuestion): string {
  const counts = step(['* EXCEPT outcome', 'outcome AS counted', `${NAME} AS channel`], `SELECT * FROM ${table}`);
  const matching = `toUInt8(if(counted = 0, 0, counted + ${matchesOf(question)})) AS outcome`;
  return `WITH ${NAMES} ${step(['bucket', 'channel', matching, 'deliveries', PAIRS.names], counts)}`;
}

/**
 * Messages counted by what became of them, where nothing but the channel is asked about: as countedByHash has them.
 *
 * A message is close where all that is known of it lies within any horizon of each other and on one channel: from whichever of its days
 * it is looked at, it looks the same. Close ones of one recipient that were sent are counted here, the other close ones are named.
 *
 * @param table all rows of them, as `messages` has them
 * @returns SQL that expects no further bindings than it adds to `params`
 */
export function countedFromMinima(question: SpannedQuestion, table: string, params: Params): string {
  const excluded = excludedMembers(question, params);
  const minima = [
    ...['message_key AS key', 'min(recipient_key) = max(recipient_key) AS has_one_recipient'],
    ...['min(first_day) AS earliest_day', 'max(last_day) AS latest_day', 'max(last_channel) AS other_channel'],
    ...(excluded === undefined ? MINIMA.filter((column) => !column.includes('sender')) : MINIMA),
    ...(excluded === undefined ? [] : ['max(last_sender) AS other_sender']),
  ];
  const messages = `SELECT ${minima.join(', ')} FROM ${table} GROUP BY key`;
  const known = step(
    [
      ...['*', `${dayOf('sent')} AS d`, `has_one_recipient AND sent != ${NEVER} AS is_simple`],
      `latest_day - earliest_day <= {shortest:UInt16} AND channel_hash >= other_channel
        ${excluded === undefined ? '' : 'AND sender_no >= other_sender'} AS is_close`,
    ],
    messages,
  );
  const remaining = excluded === undefined ? '' : `AND NOT bitmapContains(${excluded}, sender_no)`;
  const asked = step(
    ['*', 'is_close AND is_simple AS is_plain'],
    known,
    `WHERE if(is_close AND is_simple, ${IN_RANGE} ${remaining}, latest_day >= ${FROM} AND earliest_day <= ${TO})`,
  );
  const lives = step(
    [
      ...['key', 'is_close', 'is_plain', 'if(is_plain, d, 0) AS sent_day', 'if(is_plain, channel_hash, 0) AS hash'],
      ...[`toUInt8(is_plain * (${OUTCOMES})) AS outcome`, ...LATENCIES],
    ],
    asked,
  );
  return countedByHash(lives, question, {
    close: 'groupArrayIf(key, is_close AND NOT is_plain)',
    far: 'groupArrayIf(key, NOT is_close)',
  });
}
