import { type Grain, UNKNOWN_VALUE } from '@grapevine/contracts';
import { z } from 'zod';
import type { Population } from './population.js';
import type { SegmentFilter } from './set-question.js';

/** How long receipts of channels are waited for, in days. */
export interface Horizons {
  readonly standard: number;
  /** Of channels that have one of their own. */
  readonly ofChannels: Readonly<Record<string, number>>;
}

export const longest = ({ standard, ofChannels }: Horizons): number => Math.max(standard, ...Object.values(ofChannels));
export const shortest = ({ standard, ofChannels }: Horizons): number =>
  Math.min(standard, ...Object.values(ofChannels));

/** Which deliveries: those sent on these local days, as far as the filters let them through. */
export interface LivesQuestion extends Population {
  /** First and last local day, inclusive. */
  readonly from: string;
  readonly to: string;
  readonly horizons: Horizons;
  readonly filters: readonly SegmentFilter[];
}

/** Counted by periods of this grain. */
export interface SpannedQuestion extends LivesQuestion {
  readonly span: Grain;
}

export type Params = Record<string, unknown>;

/** The horizon of the column `channel`, in days. */
export const horizonOf = ({ ofChannels }: Horizons): string =>
  Object.keys(ofChannels).length === 0
    ? '{standard:UInt16}'
    : 'transform(channel, {horizon_channels:Array(String)}, {horizons:Array(UInt16)}, {standard:UInt16})';

export const named = (value: string): string => `if(${value} = '', '${UNKNOWN_VALUE}', ${value})`;

/** The rows that decide the lives of deliveries sent on the days asked for. */
export const NEARBY = `FROM deliveries WHERE revision = {revision:UInt32} AND workspace = {workspace:UInt32}
      AND day BETWEEN toDate32({from:String}) - {longest:UInt16} AND toDate32({to:String}) + {longest:UInt16}`;

/** In milliseconds: of a row, and of what never happened. */
export const AT = 'toUnixTimestamp64Milli(at)';
export const NEVER = 'toInt64(9223372036854775807)';

/**
 * Whether the sender of what was sent first is excluded, as an aggregate: of several who sent it at the same instant, whether any is. So
 * it depends on what was sent, and not on the numbers of the senders, which they have by order of arrival.
 *
 * @param excluded SQL for the set of excluded members; undefined where nobody is
 * @param at SQL for the time of a row, in milliseconds
 * @param sender SQL for who is its sender; 0 where that is not known
 */
export const isFirstExcluded = (excluded: string | undefined, at: string, sender: string): string =>
  excluded === undefined
    ? '0'
    : `min(if(${sender} != 0, (${at}, NOT bitmapContains(${excluded}, ${sender})), (${NEVER}, toUInt8(1)))).2 = 0`;

export const Count = z.object({ found: z.number() });

/** The messages of the range, counted by what became of them. */
export const COUNTED = 'counted_messages';
/** The messages that are looked at row by row. */
export const FAR = 'far_messages';
export const OTHERS = `message_key IN (SELECT reinterpretAsFixedString(key) FROM ${FAR})`;

/** What became of a delivery within its horizon, as bits of one number. */
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
  /** Its channel reports reads; added with the one before. */
  reportsReads: 256,
} as const;

const PERCENTILES = 'quantilesExactInclusive';
const LEVELS = '(0.5, 0.9, 0.95, 0.99)';
const LATENCIES = {
  sent_to_delivered: OUTCOME.sentSeen | OUTCOME.deliveredSeen,
  delivered_to_read: OUTCOME.deliveredSeen | OUTCOME.read,
};
const latencies = (columns: (name: string, isPair: string) => string[]): string =>
  Object.entries(LATENCIES)
    .flatMap(([name, pair]) => columns(name, `bitAnd(outcome, ${pair}) = ${pair}`))
    .join(', ');

/**
 * Percentiles of the deliveries of which both statuses were seen, and how many of them have the second one first. Those of a period
 * are of all of its deliveries, never of percentiles: the states travel with the counts.
 */
export const PAIRS = {
  /** From the two latencies, each in milliseconds. */
  states: latencies((name, isPair) => [
    `${PERCENTILES}StateIf${LEVELS}(${name}, ${isPair}) AS ${name}_states`,
    `countIf(${name} < 0 AND ${isPair}) AS ${name}_back`,
  ]),
  names: Object.keys(LATENCIES)
    .flatMap((name) => [`${name}_states`, `${name}_back`])
    .join(', '),
  /** R-7, from the states of several rows. */
  merged: latencies((name) => [
    `${PERCENTILES}Merge${LEVELS}(${name}_states) AS ${name}`,
    `sum(${name}_back) AS ${name}_negative`,
  ]),
};

/**
 * Every step is a query over the one before: expressions that name each other within one SELECT are copied into each other by the
 * engine, and such a plan of a few lambdas was measured at 5 MB.
 */
export const step = (columns: readonly string[], from: string, rest = ''): string =>
  `SELECT ${columns.join(', ')} FROM (${from}) ${rest}`;
