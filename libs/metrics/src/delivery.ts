import type { DeliveryFiguresRow, Latency } from '@grapevine/contracts';
import { addDays, type Period } from './calendar.js';

/** What was counted of the messages sent in one period. */
export interface DeliveryCounts {
  readonly sent: number;
  readonly delivered: number;
  readonly read: number;
  readonly failed: number;
  readonly contradictory: number;
  readonly late_receipts: number;
  readonly unseen_sent: number;
  /** What a rate needs: only of channels that report receipts. */
  readonly reported_sent: number;
  readonly reported_delivered: number;
  readonly reported_failed: number;
  /** What a rate of reading needs: only of channels that report reads. */
  readonly reads_reported_sent: number;
  readonly reads_reported_delivered: number;
  readonly reads_reported_read: number;
  readonly sent_to_delivered_pairs: number;
  readonly sent_to_delivered_negative: number;
  /** p50, p90, p95, p99 in milliseconds; of whatever value where there are no pairs. */
  readonly sent_to_delivered: readonly (number | null)[];
  readonly delivered_to_read_pairs: number;
  readonly delivered_to_read_negative: number;
  readonly delivered_to_read: readonly (number | null)[];
}

/** A period in which nothing was sent. */
const NOTHING: DeliveryCounts = {
  ...{ sent: 0, delivered: 0, read: 0, failed: 0, contradictory: 0, late_receipts: 0, unseen_sent: 0 },
  ...{ reported_sent: 0, reported_delivered: 0, reported_failed: 0 },
  ...{ reads_reported_sent: 0, reads_reported_delivered: 0, reads_reported_read: 0 },
  ...{ sent_to_delivered_pairs: 0, sent_to_delivered_negative: 0, sent_to_delivered: [] },
  ...{ delivered_to_read_pairs: 0, delivered_to_read_negative: 0, delivered_to_read: [] },
};

const share = (part: number, whole: number): number | null => (whole === 0 ? null : part / whole);

function latencyOf(pairs: number, negative: number, percentiles: readonly (number | null)[]): Latency {
  const seconds = (i: number): number | null => {
    const ms = pairs === 0 ? null : percentiles[i];
    return ms === null || ms === undefined ? null : ms / 1_000;
  };
  return { p50: seconds(0), p90: seconds(1), p95: seconds(2), p99: seconds(3), pairs, negative };
}

/** The figures of a period. @param counts undefined: nothing was sent. A rate whose denominator is 0 is null. */
export function deliveryFiguresOf(counts: DeliveryCounts = NOTHING): DeliveryFiguresRow {
  const { sent, delivered, read, failed, contradictory, late_receipts, unseen_sent } = counts;
  const { sent_to_delivered_pairs, sent_to_delivered_negative, sent_to_delivered } = counts;
  const { delivered_to_read_pairs, delivered_to_read_negative, delivered_to_read } = counts;
  return {
    ...{ sent, delivered, read, failed, contradictory, late_receipts, unseen_sent },
    delivery_rate: share(counts.reported_delivered, counts.reported_sent),
    read_rate: share(counts.reads_reported_read, counts.reads_reported_delivered),
    read_of_sent_rate: share(counts.reads_reported_read, counts.reads_reported_sent),
    failure_rate: share(counts.reported_failed, counts.reported_sent),
    latency: {
      sent_to_delivered: latencyOf(sent_to_delivered_pairs, sent_to_delivered_negative, sent_to_delivered),
      delivered_to_read: latencyOf(delivered_to_read_pairs, delivered_to_read_negative, delivered_to_read),
    },
  };
}

const UNKNOWN_LATENCY: Latency = { p50: null, p90: null, p95: null, p99: null, pairs: null, negative: null };

/** Where the workspace has no data: every number is unknown, which is not zero. */
export const UNKNOWN_DELIVERY: DeliveryFiguresRow = {
  ...{ sent: null, delivered: null, read: null, failed: null },
  ...{ contradictory: null, late_receipts: null, unseen_sent: null },
  ...{ delivery_rate: null, read_rate: null, read_of_sent_rate: null, failure_rate: null },
  latency: { sent_to_delivered: UNKNOWN_LATENCY, delivered_to_read: UNKNOWN_LATENCY },
};

/**
 * Whether events that still count may come. Until the longest horizon is over, one of any channel can tell who the recipients of a
 * message are and which channel it is on, and so move it from one row to another.
 *
 * @param horizon the longest of the workspace's channels, in days
 */
export const isMaturing = ({ end }: Period, horizon: number, today: string): boolean => addDays(end, horizon) >= today;
