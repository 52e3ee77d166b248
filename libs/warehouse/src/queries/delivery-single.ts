import { BLOCKS, countedByHash, dayOf, IN_RANGE, IN_SHARE, LATENCIES, OUTCOMES } from './delivery-messages.js';
import { NEVER, type Params, type SpannedQuestion, step } from './delivery-rows.js';
import { excludedMembers } from './population.js';

/** The messages of which a single row tells everything, counted. */
export const SINGLE = 'single_messages';

/** Half of a message key, which is a hash: grouped faster than all of it. */
const HALF = 'toUInt64(message_key)';

/** Halves of the keys of the messages that are not counted yet. Two messages that share a half are both not counted. */
export const UNTOLD = `FROM (SELECT arrayJoin(untold) AS half FROM ${SINGLE})`;

/** All rows of those of a share of all keys: read once, since what is looked for lies in all places of the table. */
export const UNTOLD_ROWS = 'untold_rows';
export const ROWS_OF_UNTOLD = `SELECT * EXCEPT (revision, workspace, block) ${BLOCKS} AND ${IN_SHARE} AND ${HALF} IN (SELECT half ${UNTOLD})`;

/**
 * The messages of a share of all keys that `messages` has a single row of, and which that row tells: close ones of one recipient that
 * were sent, as countedFromMinima has them. Nearly all are such once the table is merged, and minima of one row are sums of it, which
 * take a third of the time. Whether a row is the only one is seen in the same reading, so that no row comes in between.
 *
 * Rows: as countedFromMinima has them. `untold` are the halves of the keys of all others.
 *
 * @returns SQL that expects no further bindings than it adds to `params`, and `first_key` and `last_key` of the share
 */
export function countedSingle(question: SpannedQuestion, params: Params): string {
  const excluded = excludedMembers(question, params);
  const isOfOneSender = excluded === undefined ? '' : 'AND first_sender >= last_sender';
  const sums = [
    ...[`${HALF} AS half`, 'count() AS times', 'sum(first_sent) AS sent', 'sum(delivered_ms) AS delivered_at'],
    ...['sum(read_ms) AS read_at', 'sum(has_failed) AS failed', 'sum(first_channel) AS channel_hash'],
    `sum(last_day - first_day <= {shortest:UInt16} AND first_channel >= last_channel ${isOfOneSender}) AS close_rows`,
    ...(excluded === undefined ? [] : ['toUInt32(sum(first_sender)) AS sender_no']),
  ];
  const halves = `SELECT ${sums.join(', ')} ${BLOCKS} AND ${IN_SHARE} GROUP BY half`;
  const known = step(
    ['*', `${dayOf('sent')} AS d`, `times = 1 AND close_rows = 1 AND sent != ${NEVER} AS is_plain`],
    halves,
  );
  const remaining = excluded === undefined ? '' : `AND NOT bitmapContains(${excluded}, sender_no)`;
  const lives = step(
    [
      ...['half', 'is_plain', 'if(is_plain, d, 0) AS sent_day', 'if(is_plain, channel_hash, 0) AS hash'],
      ...[`toUInt8(is_plain * (${OUTCOMES})) AS outcome`, ...LATENCIES],
    ],
    known,
    `WHERE NOT is_plain OR (${IN_RANGE} ${remaining})`,
  );
  return countedByHash(lives, question, { untold: 'groupArrayIf(half, NOT is_plain)' });
}
