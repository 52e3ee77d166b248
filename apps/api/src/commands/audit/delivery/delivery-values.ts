import { Tally } from './tally.js';

const share = (part: number, whole: number): number | null => (whole === 0 ? null : part / whole);

/** Figures of one kind of latency, in seconds, from milliseconds. */
function latencyOf(waits: readonly number[]) {
  const sorted = Float64Array.from(waits).sort();
  // at this place between the first, 0, and the last; in proportion where it lies between two.
  const at = (level: number): number | null => {
    const place = level * (sorted.length - 1);
    const [low, high] = [sorted[Math.floor(place)], sorted[Math.ceil(place)]];
    return low === undefined || high === undefined ? null : (low + (high - low) * (place - Math.floor(place))) / 1_000;
  };
  return {
    ...{ p50: at(0.5), p90: at(0.9), p95: at(0.95), p99: at(0.99) },
    ...{ pairs: sorted.length, negative: sorted.filter((wait) => wait < 0).length },
  };
}

/** By the names of the fields of a row of `/v1/delivery`; those within another by both. */
export type DeliveryValues = Readonly<Record<string, number | null>>;

/** @param tally undefined: nothing was sent */
export function deliveryValuesOf(tally: Tally = new Tally()): DeliveryValues {
  const { all, reported, readsReported, contradictory, unseen, late } = tally;
  const latencies = { sent_to_delivered: latencyOf(tally.toDelivered), delivered_to_read: latencyOf(tally.toRead) };
  return {
    ...{ ...all, contradictory, late_receipts: late, unseen_sent: unseen },
    delivery_rate: share(reported.delivered, reported.sent),
    read_rate: share(readsReported.read, readsReported.delivered),
    read_of_sent_rate: share(readsReported.read, readsReported.sent),
    failure_rate: share(reported.failed, reported.sent),
    ...Object.fromEntries(
      Object.entries(latencies).flatMap(([leg, latency]) =>
        Object.entries(latency).map(([name, value]) => [`latency.${leg}.${name}`, value]),
      ),
    ),
  };
}

const LEGS = [
  ['delivery_latency_', 'latency.sent_to_delivered.'],
  ['read_latency_', 'latency.delivered_to_read.'],
] as const;

/** Which field of a row a metric of `/v1/series` shows. */
export function fieldOf(metric: string): string {
  for (const [prefix, field] of LEGS) if (metric.startsWith(prefix)) return metric.replace(prefix, field);
  return metric.replace(/^messages_/, '');
}

/** The names of all fields. */
export const FIELDS: ReadonlySet<string> = new Set(Object.keys(deliveryValuesOf()));

/** Before the first event and after the last nothing is known. */
export const UNKNOWN_VALUES: DeliveryValues = Object.fromEntries([...FIELDS].map((field) => [field, null]));
