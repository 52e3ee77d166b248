import { UNKNOWN_VALUE } from '@grapevine/contracts';

/** How long receipts of channels are waited for, in days. */
export interface Horizons {
  readonly standard: number;
  /** Of channels that have one of their own. */
  readonly ofChannels: Readonly<Record<string, number>>;
}

export const longest = ({ standard, ofChannels }: Horizons): number => Math.max(standard, ...Object.values(ofChannels));
export const shortest = ({ standard, ofChannels }: Horizons): number =>
  Math.min(standard, ...Object.values(ofChannels));

/** The horizon of the column `channel`, in days. */
export const horizonOf = ({ ofChannels }: Horizons): string =>
  Object.keys(ofChannels).length === 0
    ? '{standard:UInt16}'
    : 'transform(channel, {horizon_channels:Array(String)}, {horizons:Array(UInt16)}, {standard:UInt16})';

/** The time in milliseconds of what never happened. */
export const NEVER = 'toInt64(9223372036854775807)';
export const millis = (time: string): string => `ifNull(toUnixTimestamp64Milli(${time}), ${NEVER})`;
export const named = (value: string): string => `if(${value} = '', '${UNKNOWN_VALUE}', ${value})`;

/** The rows that decide the lives of deliveries sent on the days asked for. */
export const NEARBY = `FROM deliveries WHERE revision = {revision:UInt32} AND workspace = {workspace:UInt32}
      AND day BETWEEN toDate32({from:String}) - {longest:UInt16} AND toDate32({to:String}) + {longest:UInt16}`;

const recipient = 'reinterpretAsUInt128(recipient_key)';
const statedChannel = "reinterpretAsUInt128(sipHash128(channel.2)), channel.2 != ''";

/**
 * Whether the rows of a message are all of one delivery that was sent, on one channel, and all within any horizon of each other: of
 * such a message every row counts, on the day of the sending, and what became of it is plain minima. Most messages are so.
 * Numbers stand for texts here, since minima of texts and tuples cost three times as much as all of the rest.
 */
export const IS_PLAIN = `countIf(sent_at IS NOT NULL) > 0 AND toInt32(max(day)) - toInt32(min(day)) <= {shortest:UInt16}
      AND min(${recipient}) = max(${recipient}) AND minIf(${statedChannel}) = maxIf(${statedChannel})`;

/** The messages that are to be looked at row by row. */
export const OTHERS = `message_key IN (SELECT message_key ${NEARBY} GROUP BY message_key HAVING NOT (${IS_PLAIN}))`;

/**
 * Every step is a query over the one before: expressions that name each other within one SELECT are copied into each other by the
 * engine, and such a plan of a few lambdas was measured at 5 MB.
 */
export const step = (columns: readonly string[], from: string, rest = ''): string =>
  `SELECT ${columns.join(', ')} FROM (${from}) ${rest}`;
