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

/** The parts of a stamp of the table. */
const msOf = (stamp: string): string => `bitShiftRight(${stamp}, 18)`;
export const dayOf = (stamp: string): string => `toInt32(bitAnd(${stamp}, 262143) - 131072)`;

const [FROM, TO] = ['toInt32(toDate32({from:String}))', 'toInt32(toDate32({to:String}))'];
export const IN_RANGE = `d BETWEEN ${FROM} AND ${TO}`;

/** The channels of the range, of which the table has hashes; and the one of a hash. */
export const NAMES = `(SELECT groupUniqArray(toString(channel)) ${NEARBY}) AS names`;
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
 * The messages of a share of all keys, counted by what became of them, where nothing but the channel is asked about: as countedMessages
 * has them.
 *
 * A message is close where all that is known of it lies within any horizon of each other and on one channel: from whichever of its days
 * it is looked at, it looks the same. Close ones of one recipient that were sent are counted here, the other close ones are named.
 *
 * @returns SQL that expects no further bindings than it adds to `params`, and `first_key` and `last_key` of the share
 */
export function countedFromMinima(question: SpannedQuestion, params: Params): string {
  const excluded = excludedMembers(question, params);
  const minima = [
    ...['message_key AS key', 'min(recipient_key) = max(recipient_key) AS has_one_recipient'],
    ...['min(first_day) AS earliest_day', 'max(last_day) AS latest_day', 'max(last_channel) AS other_channel'],
    ...(excluded === undefined ? MINIMA.filter((column) => !column.includes('sender')) : MINIMA),
    ...(excluded === undefined ? [] : ['max(last_sender) AS other_sender']),
  ];
  const messages = `SELECT ${minima.join(', ')} ${BLOCKS} AND message_key BETWEEN {first_key:UInt128} AND {last_key:UInt128}
    GROUP BY key`;
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
  const bucket = startOfPeriod(question.span, "addDays(toDate32('1970-01-01'), sent_day)");
  const counted = `SELECT ${bucket} AS bucket, hash AS channel_hash, outcome, count() AS deliveries, ${PAIRS.states},
      groupArrayIf(key, is_close AND NOT is_plain) AS close, groupArrayIf(key, NOT is_close) AS far
    FROM (${lives}) GROUP BY bucket, hash, outcome`;
  const told = step(['* EXCEPT outcome', 'outcome AS counted', `${NAME} AS channel`], counted);
  const matching = `toUInt8(if(counted = 0, 0, counted + ${matchesOf(question)})) AS outcome`;
  return `WITH ${NAMES} ${step(['bucket', 'channel', matching, 'deliveries', PAIRS.names, 'close', 'far'], told)}`;
}
