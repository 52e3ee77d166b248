/**
 * `messages`: what `deliveries` has of each message and recipient, as minima and maxima of numbers over sixteen local days: one row where
 * that has one for each status. Nearly every message is told by them, and they are a third of the rows, each a quarter of the work.
 *
 * A time that needs its day is one number, of which the smallest is the earliest: see `stampOf`. A channel is its hash: two of one
 * message are told by them, and which it is, by the names in `deliveries`. The recipient of an event that names none is 0.
 */
const NEVER = 'toInt64(9223372036854775807)';

/** Milliseconds and the local day as one number: days from 1900 to 2299 take 18 bits, counted from 131,072 days before 1970. */
const stampOf = (ms: string, day: string): string => `${ms} * 262144 + toInt32(${day}) + 131072`;

interface Source {
  readonly from: string;
  readonly key: (column: string) => string;
  readonly ms: string;
  /** Without the `message.` of events. */
  readonly status: string;
  readonly sender: string;
}

function folded({ from, key, ms, status, sender }: Source): string {
  const at = (name: string): string => `if(${status} = '${name}', ${ms}, ${NEVER}) AS ${name}_ms`;
  const isSent = `${status} = 'sent'`;
  return `SELECT revision, workspace, intDiv(toInt32(day), 16) AS block,
    ${key('message_key')} AS message_key, ${key('recipient_key')} AS recipient_key,
    toInt32(day) AS first_day, toInt32(day) AS last_day,
    if(${isSent}, ${stampOf(ms, 'day')}, ${NEVER}) AS first_sent, if(${isSent}, ${NEVER}, ${stampOf(ms, 'day')}) AS first_status,
    ${at('delivered')}, ${at('read')}, toUInt8(${status} = 'failed') AS has_failed,
    if(${sender} = 0, toUInt32(4294967295), ${sender}) AS first_sender, ${sender} AS last_sender,
    if(channel = '', toUInt64(18446744073709551615), sipHash64(toString(channel))) AS first_channel,
    if(channel = '', toUInt64(0), sipHash64(toString(channel))) AS last_channel
  FROM ${from}`;
}

const INCOMING: Source = {
  from: `incoming
  WHERE incoming.message_key != '' AND type IN ('message.sent', 'message.delivered', 'message.read', 'message.failed')`,
  key: (column) => `reinterpretAsUInt128(unhex(incoming.${column}))`,
  ms: 'occurred_at_ms',
  status: 'substring(type, 9)',
  sender: "if(type = 'message.sent', member_no, 0)",
};

/** What is stored already. Both fold to the same, in any order and any number of times. */
const STORED: Source = {
  from: 'deliveries',
  key: (column) => `reinterpretAsUInt128(deliveries.${column})`,
  ms: 'toUnixTimestamp64Milli(at)',
  status: 'status',
  sender: 'sender',
};

const COLUMNS = [
  ...['first_day SimpleAggregateFunction(min, Int32)', 'last_day SimpleAggregateFunction(max, Int32)'],
  ...['first_sent SimpleAggregateFunction(min, Int64)', 'first_status SimpleAggregateFunction(min, Int64)'],
  ...['delivered_ms SimpleAggregateFunction(min, Int64)', 'read_ms SimpleAggregateFunction(min, Int64)'],
  'has_failed SimpleAggregateFunction(max, UInt8)',
  ...['first_sender SimpleAggregateFunction(min, UInt32)', 'last_sender SimpleAggregateFunction(max, UInt32)'],
  ...['first_channel SimpleAggregateFunction(min, UInt64)', 'last_channel SimpleAggregateFunction(max, UInt64)'],
];

export const messages: readonly string[] = [
  `CREATE TABLE IF NOT EXISTS messages (
    revision UInt32,
    workspace UInt32,
    block Int32,
    message_key UInt128,
    recipient_key UInt128,
    ${COLUMNS.join(',\n    ')}
  ) ENGINE = AggregatingMergeTree
  PRIMARY KEY (revision, workspace, block, message_key)
  ORDER BY (revision, workspace, block, message_key, recipient_key)
  SETTINGS fsync_after_insert = 1, fsync_part_directory = 1`,
  `CREATE MATERIALIZED VIEW IF NOT EXISTS incoming_to_messages TO messages AS
  ${folded(INCOMING)}`,
  // What is stored already is folded on its way in: it would be merged soon anyway.
  `INSERT INTO messages ${folded(STORED)} SETTINGS optimize_on_insert = 1`,
];
