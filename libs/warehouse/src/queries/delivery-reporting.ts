import { z } from 'zod';
import type { NamedQuery } from '../named-query.js';
import { OUTCOME, type Params } from './delivery-rows.js';

/** Which channels tell what became of a message. */
export interface Reporting {
  /** Channels that never do. */
  readonly silent: readonly string[];
  /** First days of the earliest periods from which on others are known to. */
  readonly since: Readonly<Record<string, string>>;
  /** And of those from which on they are known to tell that one was read: not all do that tell of its delivery. */
  readonly readsSince: Readonly<Record<string, string>>;
}

/**
 * What is known of the channel of each row, as bits to be added to its outcome: what it was seen to report of any period counts from
 * then on, and what it reports of a message counts for all messages of the same period.
 *
 * @returns SQL over `bucket`, `channel` and the outcome `result`, that expects no further bindings than it adds to `params`
 */
export function reportingBits({ silent, since, readsSince }: Reporting, params: Params): string {
  const isKnown = (days: Readonly<Record<string, string>>, name: string): string => {
    if (Object.keys(days).length === 0) return '0';
    Object.assign(params, { [`${name}_channels`]: Object.keys(days), [`${name}_days`]: Object.values(days) });
    const channels = `{${name}_channels:Array(String)}`;
    return `has(${channels}, channel) AND bucket >= toDate32({${name}_days:Array(String)}[indexOf(${channels}, channel)])`;
  };
  const happens = (bit: number): string => `max(bitAnd(result, ${bit}) != 0) OVER (PARTITION BY bucket, channel)`;
  Object.assign(params, { silent });
  const bits = [
    `((${isKnown(since, 'since')}) OR ${happens(OUTCOME.arrived)}) * ${OUTCOME.reports}`,
    `((${isKnown(readsSince, 'reads_since')}) OR ${happens(OUTCOME.read)}) * ${OUTCOME.reportsReads}`,
  ];
  return `if(channel IN {silent:Array(String)}, 0, ${bits.join(' + ')})`;
}

const ReceiptDay = z.object({ channel: z.string(), first_day: z.string(), first_read_day: z.string().nullable() });

/** For each channel that a receipt names: the first local day on which one landed, and on which a read did. */
export function firstReceiptDays(workspace: number, revision: number): NamedQuery<typeof ReceiptDay> {
  return {
    name: 'first_receipt_days',
    sql: `SELECT channel, min(r.first_day) AS first_day, nullIf(min(r.first_read_day), toDate32('2299-12-31')) AS first_read_day
      FROM receipt_days AS r
      WHERE revision = {revision:UInt32} AND workspace = {workspace:UInt32} GROUP BY channel ORDER BY channel`,
    params: { workspace, revision },
    row: ReceiptDay,
  };
}
