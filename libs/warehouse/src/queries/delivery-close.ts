import { earlierSends } from './delivery-lives.js';
import {
  dayOf,
  IN_RANGE,
  LATENCIES,
  MINIMA,
  matchesOf,
  NAME,
  NAMES,
  NO_CHANNEL,
  NO_SENDER,
  OUTCOMES,
} from './delivery-messages.js';
import { horizonOf, type LivesQuestion, NEVER, type Params, step } from './delivery-rows.js';
import { excludedMembers } from './population.js';

/** The recipients of close messages. */
export const RECIPIENTS = 'close_recipients';
/** Their deliveries. */
export const CLOSE_LIVES = 'close_lives';

/**
 * The recipients of close messages, each with its minima: those who count on the days asked for. An event that names nobody lends its
 * sending, sender and channel to those who are named.
 *
 * @param table all rows of them, as `messages` has them
 * @param keys SQL for the messages
 */
export function closeRecipients(table: string, keys: string): string {
  const own = `SELECT message_key AS key, recipient_key AS recipient, ${MINIMA.join(', ')}, min(first_status) AS status
    FROM ${table} WHERE message_key IN (${keys}) GROUP BY key, recipient`;
  const lent = (column: string, none: string): string =>
    `min(if(recipient = 0, ${column}, ${none})) OVER (PARTITION BY key) AS lent_${column}`;
  const beside = [lent('sent', NEVER), lent('channel_hash', NO_CHANNEL), lent('sender_no', NO_SENDER)];
  const all = step(['*', ...beside, 'max(recipient != 0) OVER (PARTITION BY key) AS is_named'], own);
  const counting = step(
    [
      ...['key', 'least(sent, lent_sent) AS sending', 'delivered_at', 'read_at', 'failed', 'status'],
      ...['least(channel_hash, lent_channel_hash) AS channel_code', 'least(sender_no, lent_sender_no) AS sender'],
    ],
    all,
    'WHERE recipient != 0 OR NOT is_named',
  );
  const dated = step(['*', `${dayOf(`if(sending != ${NEVER}, sending, status)`)} AS d`], counting);
  return step(['*'], dated, `WHERE ${IN_RANGE}`);
}

/**
 * The deliveries of close messages, as otherLives has them. A message of which some recipient has no sending nearby, but long before,
 * has late receipts, which are looked at day by day: it `is_far`, with all of its recipients.
 */
export function closeLives(question: LivesQuestion, params: Params): string {
  const excluded = excludedMembers(question, params);
  const unsent = `SELECT reinterpretAsFixedString(key) FROM ${RECIPIENTS} WHERE sending = ${NEVER}`;
  const sends = earlierSends(`message_key IN (${unsent})`, excluded);
  const own = ['key', 'd', 'sending', 'delivered_at', 'read_at', 'failed', 'sender'];
  const channelled = step(
    [...own, `${NAME} AS channel`],
    step([...own, 'channel_code AS channel_hash'], `SELECT * FROM ${RECIPIENTS}`),
  );
  const beside = `SELECT ${own.map((name) => `r.${name} AS ${name}`).join(', ')}, r.channel AS channel, r.horizon AS horizon,
      s.is_known AND sending = ${NEVER} AS is_known, s.first_day AS first_day, s.is_excluded AS was_excluded
    FROM (${step(['*', `${horizonOf(question.horizons)} AS horizon`], channelled)}) AS r
    LEFT JOIN (${sends}) AS s ON reinterpretAsFixedString(r.key) = s.message_key`;
  // Of a close message there is one sender, if any are excluded.
  const isExcluded = excluded === undefined ? '0' : `bitmapContains(${excluded}, sender)`;
  const known = step(
    [
      ...['key', 'd', 'channel', 'horizon', 'delivered_at', 'read_at', 'failed', 'sending AS sent'],
      `if(sending != ${NEVER}, ${isExcluded}, is_known AND first_day <= d + horizon AND was_excluded) AS is_excluded`,
      'max(is_known AND first_day < d - horizon) OVER (PARTITION BY key) AS is_far',
    ],
    beside,
  );
  return `WITH ${NAMES} ${step(
    [
      ...['key', 'is_far', 'd', 'channel', 'toUInt16(0) AS late', ...LATENCIES],
      `toUInt8(${OUTCOMES} + ${matchesOf(question)}) AS outcome`,
    ],
    known,
    'WHERE is_far OR NOT is_excluded',
  )}`;
}
