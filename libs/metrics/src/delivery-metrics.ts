import { GRAINS } from '@grapevine/contracts';
import type { Metric } from './metric.js';

/** What `/v1/delivery` answers. docs/delivery.md has the rules in full. */
export const DELIVERY_METRICS: readonly Metric[] = [
  {
    id: 'delivery',
    version: 1,
    name: 'Delivery',
    text:
      'What became of the messages sent in the period, by distinct (message, recipient): sent, delivered (or read), read, and ' +
      'failed and not delivered, each within the receipt horizon of the channel (7 days unless set); contradictory are both ' +
      'failed and delivered. Late receipts are counted when they land, and sent whose sending was not seen by their first ' +
      'status. delivery_rate is delivered / sent, read_rate read / delivered, read_of_sent_rate read / sent, failure_rate ' +
      'failed / sent, over the channels that report receipts. Latencies are percentiles in seconds over the deliveries of ' +
      'which both statuses were reported, negative ones included. Messages of excluded members are left out.',
    unit: 'deliveries',
    endpoint: '/v1/delivery',
    grains: GRAINS,
    windows: ['calendar'],
    dimensions: 'by_and_filter',
    parameters: ['by', 'filter', 'limit'],
    emptyPeriod: '0; rates and percentiles null',
    source:
      'the earliest time of each status of a (message, recipient), in the days D - H to D + H around the day D of its sending; ' +
      'percentiles by linear interpolation, R-7 in R. Hyndman, Y. Fan, "Sample Quantiles in Statistical Packages" (1996)',
    knownAnswer: 'test/e2e/delivery.spec.ts',
    formula: undefined,
  },
];
