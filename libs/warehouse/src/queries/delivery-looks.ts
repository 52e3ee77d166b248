import { AT, type Horizons, horizonOf, NEARBY, NEVER, named, OTHERS, step } from './delivery-rows.js';

const NOBODY = "toFixedString('', 16)";
const UNSAID = `(${NEVER}, '')`;

const timeOf = (status: string): string => `if(status = '${status}', ${AT}, ${NEVER})`;
const saying = (fact: string): string => `if(${fact} = '', ${UNSAID}, (${AT}, toString(${fact})))`;

/** What the array of a message's rows has of each row, by position. Facts that were asked for follow. */
const ROW = [
  'recipient_key',
  'toInt32(day)',
  ...['sent', 'delivered', 'read', 'failed'].map(timeOf),
  `if(sender = 0, (${NEVER}, toUInt32(0)), (${AT}, sender))`,
  saying('channel'),
];
const [RECIPIENT, DAY, SENT, DELIVERED, READ, FAILED, SENDER, CHANNEL] = [1, 2, 3, 4, 5, 6, 7, 8] as const;
const FIRST_FACT = 9;

/**
 * The deliveries of messages that are not plain, from each day D on which something of them happened, as their rows of the days
 * D - H to D + H show them: `message_key`, `d`, `channel`, `horizon`, the earliest times, `is_sent` (then on `d`), the day of the
 * `first_status`, how many statuses `landed` on `d` first, the sender, and the values of dimensions.
 */
export const looksOf = (dimensions: readonly string[], horizons: Horizons): string =>
  reduced(looked(recipients(dimensions), horizons), dimensions);

/** Of each message and recipient the rows, `own`; with those that name no recipient, `lent`, and the days on which any is named. */
function recipients(dimensions: readonly string[]): string {
  const row = [...ROW, ...dimensions.map(saying)].join(', ');
  const messages = `SELECT message_key, arraySort(x -> x.${RECIPIENT}, groupArray((${row}))) AS sorted ${NEARBY} AND ${OTHERS} GROUP BY message_key`;
  const keyed = step(['message_key', 'sorted', `arrayMap(x -> x.${RECIPIENT}, sorted) AS keys`], messages);
  const grouped = step(
    [
      'message_key',
      `arrayFilter(x -> x.${RECIPIENT} = ${NOBODY}, sorted) AS unnamed`,
      `arrayDistinct(arrayMap(x -> x.${DAY}, arrayFilter(x -> x.${RECIPIENT} != ${NOBODY}, sorted))) AS named_days`,
      'arraySplit((x, key, before) -> key != before, sorted, keys, arrayPushFront(arrayPopBack(keys), keys[1])) AS groups',
    ],
    keyed,
  );
  const split = step(['message_key', 'unnamed', 'named_days', 'arrayJoin(groups) AS own'], grouped);
  const each = step(['message_key', 'unnamed', 'named_days', 'own', `own[1].${RECIPIENT} AS recipient`], split);
  return step(
    ['message_key', 'recipient', 'own', 'named_days', `if(recipient = ${NOBODY}, [], unnamed) AS lent`],
    each,
  );
}

const close = (days: string): string => `x -> abs(x.${DAY} - d) <= ${days}`;

/** Each delivery as it looks from each day on which something of it happened, `d`; and its channel and horizon then. */
function looked(deliveries: string, horizons: Horizons): string {
  const days = `arrayFilter(day -> day BETWEEN toInt32(toDate32({from:String})) AND toInt32(toDate32({to:String})),
      arrayDistinct(arrayMap(x -> x.${DAY}, arrayConcat(own, lent))))`;
  const counts = `if(recipient = ${NOBODY}, NOT arrayExists(day -> abs(day - d) <= {longest:UInt16}, named_days),
      arrayExists(${close('{longest:UInt16}')}, own))`;
  const dated = step(['message_key', 'recipient', 'own', 'lent', 'named_days', `arrayJoin(${days}) AS d`], deliveries);
  const counting = step(['message_key', 'own', 'lent', 'd'], dated, `WHERE ${counts}`);
  const around = `arrayFilter(${close('{longest:UInt16}')}, arrayConcat(own, lent))`;
  const channel = `arrayMin(arrayMap(x -> x.${CHANNEL}, ${around})).2 AS stated`;
  const stated = step(['message_key', 'own', 'lent', 'd', channel], counting);
  const channelled = step(['message_key', 'own', 'lent', 'd', `${named('stated')} AS channel`], stated);
  return step(['message_key', 'own', 'lent', 'd', 'channel', `${horizonOf(horizons)} AS horizon`], channelled);
}

/** The smallest of what the rows give, or `otherwise` where they give nothing smaller. */
const least = (value: string, rows: string, otherwise: string): string =>
  `arrayMin(arrayPushBack(arrayMap(x -> ${value}, ${rows}), ${otherwise}))`;

/** What became of each within its horizon. Only what may belong to the day: it was first sent on it, or nowhere near it. */
function reduced(looks: string, dimensions: readonly string[]): string {
  const base = ['message_key', 'd', 'channel', 'horizon'];
  const near = step(
    [...base, `arrayFilter(${close('horizon')}, own) AS near`, `arrayFilter(${close('horizon')}, lent) AS near_lent`],
    looks,
  );
  const around = step([...base, 'near', 'arrayConcat(near, near_lent) AS around'], near);
  const noTime = `(${NEVER}, toInt32(0))`;
  const said = (dimension: string, i: number): string => {
    // A recipient's failure is its own.
    const rows = dimension === 'error_code' ? 'near' : 'around';
    return `${least(`x.${FIRST_FACT + i}`, rows, UNSAID)}.2 AS stated_${dimension}`;
  };
  const statuses = { delivered: DELIVERED, read: READ, failed: FAILED };
  const times = Object.entries(statuses).map(
    ([name, status]) => `${least(`x.${status}`, 'near', NEVER)} AS ${name}_at`,
  );
  const landed = Object.values(statuses).map(
    (status) => `(${least(`if(x.${status} = ${NEVER}, 2147483647, x.${DAY})`, 'near', '2147483647')} = d)`,
  );
  const lives = step(
    [
      ...base,
      `${least(`(x.${SENT}, x.${DAY})`, 'around', noTime)} AS sent`,
      `${least(`(least(x.${DELIVERED}, x.${READ}, x.${FAILED}), x.${DAY})`, 'near', noTime)} AS first_status`,
      ...times,
      `${landed.join(' + ')} AS landed`,
      `${least(`x.${SENDER}`, 'around', `(${UNSAID}.1, toUInt32(0))`)}.2 AS sender_no`,
      ...dimensions.map(said),
    ],
    around,
  );
  return step(
    [
      ...[...base, 'sent.1 AS sent_at', 'delivered_at', 'read_at', 'failed_at', 'landed', 'sender_no'],
      ...['first_status.2 AS first_day', `sent.1 != ${NEVER} AS is_sent`],
      ...dimensions.map((dimension) => `${named(`stated_${dimension}`)} AS ${dimension}`),
    ],
    lives,
    `WHERE if(sent.1 != ${NEVER}, sent.2 = d, first_status.1 != ${NEVER})`,
  );
}
