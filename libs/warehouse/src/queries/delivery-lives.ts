import { looksOf } from './delivery-looks.js';
import { isFirstExcluded, type LivesQuestion, NEVER, OTHERS, OUTCOME, type Params, step } from './delivery-rows.js';
import { excludedMembers } from './population.js';

/** The deliveries of far messages. */
export const FAR_LIVES = 'far_lives';

/**
 * The lives of the deliveries of far messages, one row each: `d` (the local day it belongs to, as a number), `channel`,
 * a column for each dimension of `facts`, `outcome`, `late` (how many statuses landed on `d` too late), and the
 * milliseconds from one status to the next, `sent_to_delivered` and `delivered_to_read`, of any value where the outcome lacks one.
 *
 * A life is looked at from one day D: its rows of the days D - H to D + H, whatever range is asked for. docs/delivery.md has the rules.
 *
 * @param facts dimensions whose values are wanted, beyond those of the filters
 * @returns SQL that expects no further bindings than it adds to `params`
 */
export function otherLives(question: LivesQuestion, facts: readonly string[], params: Params): string {
  const { horizons, filters } = question;
  const asked = new Set([...facts, ...filters.map(({ dimension }) => dimension)]);
  asked.delete('channel');
  const dimensions = [...asked];
  const matches = filters.map(({ dimension }, i) => `${dimension} IN {values${i}:Array(String)}`);
  const excluded = excludedMembers(question, params);
  const own = ['d', 'channel', ...dimensions, 'delivered_at', 'read_at', 'failed_at', 'sent_at'];
  const known = `SELECT ${[...own, 'landed', 'is_sent'].map((name) => `l.${name} AS ${name}`).join(', ')},
      l.first_day = l.d AS is_first,
      if(l.is_sent, l.is_excluded, s.is_known AND s.first_day <= l.d + l.horizon AND s.is_excluded) AS is_excluded,
      NOT l.is_sent AND s.is_known AND s.first_day < l.d - l.horizon AS is_late
    FROM (${looksOf(dimensions, horizons, excluded)}) AS l LEFT JOIN (${earlierSends(OTHERS, excluded)}) AS s ON l.message_key = s.message_key`;
  const lives = step(
    [
      ...[...own, 'is_excluded', 'is_sent', 'is_sent OR (is_first AND NOT is_late) AS is_counted'],
      'toUInt16(if(is_late, landed, 0)) AS late',
    ],
    known,
  );
  return step(
    [
      ...['d', 'channel', ...dimensions, 'late', `${outcomeOf(matches.join(' AND ') || '1')} AS outcome`],
      ...['delivered_at - sent_at AS sent_to_delivered', 'read_at - delivered_at AS delivered_to_read'],
    ],
    lives,
    'WHERE (is_counted OR late > 0) AND NOT is_excluded',
  );
}

function outcomeOf(matches: string): string {
  const happened = (time: string, bit: number): string => `(${time} != ${NEVER}) * ${bit}`;
  const bits = [
    `${OUTCOME.counted} + is_sent * ${OUTCOME.sentSeen}`,
    happened('least(delivered_at, read_at)', OUTCOME.arrived),
    happened('read_at', OUTCOME.read),
    happened('failed_at', OUTCOME.failed),
    happened('delivered_at', OUTCOME.deliveredSeen),
  ];
  return `toUInt8((${matches}) * ${OUTCOME.matches} + is_counted * (${bits.join(' + ')}))`;
}

/**
 * When messages were first sent, and whether by who is excluded: only of those that may have receipts without a sending nearby. Plain
 * ones are known to have none, so that the table of sends is not read for them. A sending after the horizon is not looked at: a day's
 * figures are final.
 *
 * @param which SQL that tells the messages
 */
export const earlierSends = (which: string, excluded: string | undefined): string =>
  `SELECT message_key, 1 AS is_known, toInt32(min(first_day)) AS first_day,
      ${isFirstExcluded(excluded, 'toUnixTimestamp64Milli(first_at)', 'sender')} AS is_excluded
    FROM sends WHERE revision = {revision:UInt32} AND workspace = {workspace:UInt32} AND ${which}
    GROUP BY message_key`;
