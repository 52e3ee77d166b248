import { AT, type Horizons, horizonOf, isFirstExcluded, NEARBY, NEVER, named, OTHERS, step } from './delivery-rows.js';

const NOBODY = "toFixedString('', 16)";
const RECEIPTS = ['delivered', 'read', 'failed'] as const;

/** What is known of each row of a message, by position; facts that were asked for follow. */
const ROW = ['day', 'status', 'ms', 'sender', 'is_unnamed', 'channel'] as const;
const LOOK = 'PARTITION BY message_key, recipient_key, d';

/**
 * The deliveries of messages that are not plain, from each day D on which something of them happened, as their rows of the days
 * D - H to D + H show them: `message_key`, `d`, `channel`, `horizon`, the earliest times, `is_sent` (then on `d`), the day of the
 * `first_status`, how many statuses `landed` on `d` first, whether its sender `is_excluded`, and the values of dimensions.
 *
 * @param excluded SQL for the set of excluded members; undefined where nobody is
 */
export const looksOf = (dimensions: readonly string[], horizons: Horizons, excluded: string | undefined): string =>
  reduced(looked(recipients(dimensions), dimensions, horizons), dimensions, excluded);

/** Of each message and recipient the rows, `own`; with those that name no recipient, `lent`, and the days on which any is named. */
function recipients(dimensions: readonly string[]): string {
  const facts = ['channel', ...dimensions].map((fact) => `toString(${fact})`);
  const row = ['toInt32(day)', 'status', AT, 'sender', `recipient_key = ${NOBODY}`, ...facts].join(', ');
  const own = `SELECT message_key, recipient_key, groupArray((${row})) AS own ${NEARBY} AND ${OTHERS} GROUP BY message_key, recipient_key`;
  const days = step(['*', 'arrayDistinct(own.1) AS own_days', `recipient_key = ${NOBODY} AS is_unnamed`], own);
  return step(
    [
      ...['message_key', 'recipient_key', 'own', 'own_days', 'is_unnamed'],
      'if(is_unnamed, [], anyIf(own, is_unnamed) OVER (PARTITION BY message_key)) AS lent',
      'groupUniqArrayArrayIf(own_days, NOT is_unnamed) OVER (PARTITION BY message_key) AS named_days',
    ],
    days,
  );
}

/**
 * The rows of each delivery as they are seen from each day on which something of it happened, `d`; and its channel and horizon then.
 * Every step works on rows: lambdas over the arrays of each delivery were measured to take twenty times as long.
 */
function looked(deliveries: string, dimensions: readonly string[], horizons: Horizons): string {
  const days = `arrayFilter(day -> day BETWEEN toInt32(toDate32({from:String})) AND toInt32(toDate32({to:String})),
      arrayDistinct(arrayConcat(own_days, lent.1)))`;
  const dated = step(
    [
      ...['message_key', 'recipient_key', 'is_unnamed', 'named_days'],
      'arrayConcat(own, lent) AS around',
      `arrayJoin(${days}) AS d`,
    ],
    deliveries,
  );
  const counting = step(
    ['message_key', 'recipient_key', 'is_unnamed AS is_unnamed_look', 'd', 'arrayJoin(around) AS seen'],
    dated,
    'WHERE NOT (is_unnamed AND arrayExists(day -> abs(day - d) <= {longest:UInt16}, named_days))',
  );
  const rows = step(
    [
      ...['message_key', 'recipient_key', 'd', 'seen.5 = is_unnamed_look AS is_own'],
      ...[...ROW, ...dimensions].flatMap((name, i) => (name === 'is_unnamed' ? [] : [`seen.${i + 1} AS ${name}`])),
    ],
    counting,
    'WHERE abs(seen.1 - d) <= {longest:UInt16}',
  );
  const stated = step(
    [
      ...['* EXCEPT channel', `max(is_own) OVER (${LOOK}) AS has_own`],
      `minIf((ms, channel), channel != '') OVER (${LOOK}) AS first_channel`,
    ],
    rows,
  );
  const channelled = step(
    ['* EXCEPT first_channel', `${named('first_channel.2')} AS channel`],
    stated,
    'WHERE has_own',
  );
  return step(['*', `${horizonOf(horizons)} AS horizon`], channelled);
}

/** What became of each within its horizon. Only what may belong to the day: it was first sent on it, or nowhere near it. */
function reduced(looks: string, dimensions: readonly string[], excluded: string | undefined): string {
  const base = ['message_key', 'd', 'channel', 'horizon'];
  const time = (status: string): string => `min(if(is_own AND status = '${status}', ms, ${NEVER})) AS ${status}_at`;
  const landed = RECEIPTS.map((status) => `(min(if(is_own AND status = '${status}', day, 2147483647)) = d)`);
  const said = (dimension: string): string => {
    // A recipient's failure is its own.
    const among = dimension === 'error_code' ? ' AND is_own' : '';
    return `minIf((ms, ${dimension}), ${dimension} != ''${among}).2 AS stated_${dimension}`;
  };
  const lives = `${step(
    [
      ...base,
      `min(if(status = 'sent', (ms, day), (${NEVER}, toInt32(0)))) AS sent`,
      `min(if(is_own AND status != 'sent', (ms, day), (${NEVER}, toInt32(0)))) AS first_status`,
      ...RECEIPTS.map(time),
      `${landed.join(' + ')} AS landed`,
      `${isFirstExcluded(excluded, 'ms', 'sender')} AS is_excluded`,
      ...dimensions.map(said),
    ],
    looks,
    'WHERE abs(day - d) <= horizon',
  )} GROUP BY message_key, recipient_key, d, channel, horizon`;
  return step(
    [
      ...[...base, 'sent.1 AS sent_at', 'delivered_at', 'read_at', 'failed_at', 'landed', 'is_excluded'],
      ...['first_status.2 AS first_day', `sent.1 != ${NEVER} AS is_sent`],
      ...dimensions.map((dimension) => `${named(`stated_${dimension}`)} AS ${dimension}`),
    ],
    lives,
    `WHERE if(sent.1 != ${NEVER}, sent.2 = d, first_status.1 != ${NEVER})`,
  );
}
