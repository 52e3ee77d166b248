import { looksOf } from './delivery-looks.js';
import {
  type Horizons,
  horizonOf,
  IS_PLAIN,
  longest,
  millis,
  NEARBY,
  NEVER,
  named,
  OTHERS,
  shortest,
  step,
} from './delivery-rows.js';
import { excludedMembers, type Population } from './population.js';
import type { SegmentFilter } from './set-question.js';

/** Which deliveries: those sent on these local days, as far as the filters let them through. */
export interface LivesQuestion extends Population {
  /** First and last local day, inclusive. */
  readonly from: string;
  readonly to: string;
  readonly horizons: Horizons;
  readonly filters: readonly SegmentFilter[];
}

type Params = Record<string, unknown>;

const TIMES = ['sent_at', 'delivered_at', 'read_at', 'failed_at'];

/**
 * What became of a delivery within its horizon, as bits of one number. Planning is most of what a question about few deliveries costs,
 * and it grows with the functions on top of the many steps below: a sum of each number is one, where a count of each outcome was 25.
 */
export const OUTCOME = {
  /** The filters let it through. */
  matches: 1,
  /** It belongs to the messages sent on its day; without this bit, there are only late receipts. */
  counted: 2,
  sentSeen: 4,
  /** Delivered or read. */
  arrived: 8,
  read: 16,
  failed: 32,
  deliveredSeen: 64,
  /** Its channel reports receipts: known of channels and periods, so that it is added later. */
  reports: 128,
} as const;

/**
 * The lives of deliveries, one row each: `d` (the local day it belongs to, as a number), `channel`, `horizon`, a column for each
 * dimension of `facts`, `outcome`, `late` (how many statuses landed on `d` too late), and the milliseconds from one status to the next,
 * `sent_to_delivered` and `delivered_to_read`, of any value where the outcome lacks one of them.
 *
 * A life is looked at from one day D: its rows of the days D - H to D + H, whatever range is asked for. docs/delivery.md has the rules.
 *
 * @param facts dimensions whose values are wanted, beyond those of the filters
 * @returns SQL that expects no further bindings than it adds to `params`
 */
export function livesOf(question: LivesQuestion, facts: readonly string[], params: Params): string {
  const { horizons, filters } = question;
  Object.assign(params, {
    ...{ workspace: question.workspace, revision: question.revision, from: question.from, to: question.to },
    ...{ longest: longest(horizons), shortest: shortest(horizons), standard: horizons.standard },
    ...{ horizon_channels: Object.keys(horizons.ofChannels), horizons: Object.values(horizons.ofChannels) },
  });
  const asked = new Set([...facts, ...filters.map(({ dimension }) => dimension)]);
  asked.delete('channel');
  const dimensions = [...asked];
  const matches = filters.map(({ dimension, values }, i) => {
    params[`values${i}`] = values;
    return `${dimension} IN {values${i}:Array(String)}`;
  });
  const excluded = excludedMembers(question, params);
  const remaining = excluded === undefined ? '' : `AND NOT bitmapContains(${excluded}, sender_no)`;
  const [plain, others] = [plainLives(dimensions, horizons, excluded !== undefined), otherLives(dimensions, horizons)];
  return step(
    [
      ...['d', 'channel', 'horizon', ...dimensions, 'late', `${outcomeOf(matches.join(' AND ') || '1')} AS outcome`],
      ...['delivered_at - sent_at AS sent_to_delivered', 'read_at - delivered_at AS delivered_to_read'],
    ],
    `${plain} UNION ALL ${others}`,
    `WHERE (is_counted OR late > 0) ${remaining}`,
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

/** Of plain messages: one flat pass over the rows. @param excludes whether it matters who sent them */
function plainLives(dimensions: readonly string[], horizons: Horizons, excludes: boolean): string {
  const minima = [
    'argMin(toInt32(day), sent_at) AS d',
    ...TIMES.map((time) => `min(${time}) AS first_${time}`),
    "anyIf(channel.2, channel.2 != '') AS first_channel",
    `${excludes ? 'min(sender).2' : 'toUInt32(0)'} AS first_sender`,
    ...dimensions.map((fact) => `min(${fact}).2 AS first_${fact}`),
  ];
  const messages = `SELECT ${minima.join(', ')} ${NEARBY} GROUP BY message_key HAVING ${IS_PLAIN}
      AND d BETWEEN toInt32(toDate32({from:String})) AND toInt32(toDate32({to:String}))`;
  const said = ['channel', ...dimensions].map((fact) => `${named(`first_${fact}`)} AS ${fact}`);
  const times = TIMES.map((time) => `${millis(`first_${time}`)} AS ${time}`);
  const lives = step(['d', ...said, ...times, 'first_sender AS sender_no'], messages);
  return step(
    [
      ...['d', 'channel', `${horizonOf(horizons)} AS horizon`, ...dimensions, ...TIMES, 'sender_no'],
      ...['toUInt8(1) AS is_sent', 'toUInt8(1) AS is_counted', 'toUInt16(0) AS late'],
    ],
    lives,
  );
}

/** Of all others, with what is known of earlier sendings. */
function otherLives(dimensions: readonly string[], horizons: Horizons): string {
  const own = ['d', 'channel', 'horizon', ...dimensions, ...TIMES];
  const known = `SELECT ${[...own, 'landed', 'is_sent'].map((name) => `l.${name} AS ${name}`).join(', ')},
      l.first_day = l.d AS is_first, if(l.is_sent, l.sender_no, s.sender_no) AS sender_no,
      NOT l.is_sent AND s.is_known AND s.first_day < l.d - l.horizon AS is_late
    FROM (${looksOf(dimensions, horizons)}) AS l LEFT JOIN (${EARLIER_SENDS}) AS s ON l.message_key = s.message_key`;
  return step(
    [
      ...[...own, 'sender_no', 'is_sent', 'is_sent OR (is_first AND NOT is_late) AS is_counted'],
      'toUInt16(if(is_late, landed, 0)) AS late',
    ],
    known,
  );
}

/**
 * When and by whom messages were first sent: only of those that may have receipts without a sending nearby. Plain ones are known to
 * have none, so that the table of sends is not read for them.
 */
const EARLIER_SENDS = `SELECT message_key, 1 AS is_known, toInt32(min(first_day)) AS first_day, min(sender).2 AS sender_no
    FROM sends WHERE revision = {revision:UInt32} AND workspace = {workspace:UInt32} AND ${OTHERS}
    GROUP BY message_key`;
