import { type DeliveryFiguresRow, GRAINS } from '@grapevine/contracts';
import type { Metric } from './metric.js';

const SHARED = {
  version: 2,
  grains: GRAINS,
  windows: ['calendar'],
  subject: 'deliveries',
  dimensions: 'by_and_filter',
  formula: undefined,
} as const;

const IN_SERIES = {
  ...SHARED,
  endpoint: '/v1/series',
  parameters: ['by', 'filter', 'limit', 'compare'],
  knownAnswer: 'test/e2e/delivery-series.spec.ts',
} as const;

const REDUCED =
  'the earliest time of each status of a (message, recipient), in the days D - H to D + H around the day D of its sending';
const R_7 = 'R-7 in R. Hyndman, Y. Fan, "Sample Quantiles in Statistical Packages" (1996)';
const BY_SENDING = 'By the day of sending, within the receipt horizon of the channel (7 days unless set).';
const MATURING = 'While receipts that still count may come the point says that it is maturing.';

type CountName = Exclude<keyof DeliveryFiguresRow, 'latency' | RateName>;
type RateName = 'delivery_rate' | 'read_rate' | 'read_of_sent_rate' | 'failure_rate';

const countMetric = (figure: CountName, id: string, name: string, text: string, unit = 'deliveries'): Metric => ({
  ...IN_SERIES,
  ...{ id, name, text, unit },
  emptyPeriod: '0',
  source: `the number of such deliveries of p, each distinct (message, recipient) once; ${REDUCED}`,
  figure: (row) => row[figure],
});

const rateMetric = (id: RateName, name: string, of: string, to: string, reported: 'receipts' | 'reads'): Metric => ({
  ...IN_SERIES,
  ...{ id, name, unit: 'ratio' },
  text:
    `${of} / ${to} of the period, over the channels that report ${reported}: null, never 0%, where none does, and where the ` +
    `denominator is 0. ${BY_SENDING} ${MATURING}`,
  emptyPeriod: 'null',
  source: `${of} / ${to}`,
  figure: (row) => row[id],
});

/** What is measured between two statuses of a delivery. */
interface Leg {
  readonly id: string;
  readonly name: string;
  readonly leg: keyof DeliveryFiguresRow['latency'];
  readonly text: string;
}

const LEGS: readonly Leg[] = [
  {
    id: 'delivery_latency',
    name: 'Delivery latency',
    leg: 'sent_to_delivered',
    text: 'message.sent to message.delivered',
  },
  { id: 'read_latency', name: 'Read latency', leg: 'delivered_to_read', text: 'message.delivered to message.read' },
];

const OVER_PAIRS =
  "over the deliveries of the period of which both were reported, by the sender's own times; those in which the second comes first " +
  'are kept, as negative.';

const percentileMetric = ({ id, name, leg, text }: Leg, percentile: 50 | 90 | 95 | 99): Metric => ({
  ...IN_SERIES,
  id: `${id}_p${percentile}`,
  name: percentile === 50 ? `Median ${name.toLowerCase()}` : `${name}, ${percentile}th percentile`,
  text: `From ${text}, ${OVER_PAIRS} Exact; null without such a delivery. ${BY_SENDING} ${MATURING}`,
  unit: 'seconds',
  emptyPeriod: 'null',
  source: `percentile ${percentile} by linear interpolation, ${R_7}`,
  figure: (row) => row.latency[leg][`p${percentile}`],
});

const pairsMetric = ({ id, name, leg, text }: Leg, which: 'pairs' | 'negative'): Metric => ({
  ...IN_SERIES,
  id: `${id}_${which}`,
  name: which === 'pairs' ? `${name}: deliveries measured` : `${name}: negative ones`,
  text:
    which === 'pairs'
      ? `Deliveries of the period of which both ${text.replace(' to ', ' and ')} were reported: what the percentiles are over. ${BY_SENDING}`
      : `Deliveries of the period whose time from ${text} is negative: clocks differ. They are kept in the percentiles. ${BY_SENDING}`,
  unit: 'deliveries',
  emptyPeriod: '0',
  source:
    which === 'pairs'
      ? 'the number of deliveries with both times'
      : 'the number of deliveries whose second time is before the first',
  figure: (row) => row.latency[leg][which],
});

/** What `/v1/delivery` answers, and each of its figures as a series. docs/delivery.md has the rules in full. */
export const DELIVERY_METRICS: readonly Metric[] = [
  {
    ...SHARED,
    id: 'delivery',
    name: 'Delivery',
    text:
      'What became of the messages sent in the period, by distinct (message, recipient): sent, delivered (or read), read, and ' +
      'failed and not delivered, each within the receipt horizon of the channel (7 days unless set); contradictory are both ' +
      'failed and delivered. Late receipts are counted when they land, and sent whose sending was not seen by their first ' +
      'status. delivery_rate is delivered / sent and failure_rate failed / sent, over the channels that report receipts; ' +
      'read_rate is read / delivered and read_of_sent_rate read / sent, over those that report reads. Latencies are percentiles in seconds over the deliveries of ' +
      'which both statuses were reported, negative ones included. Messages of excluded members are left out.',
    unit: 'deliveries',
    endpoint: '/v1/delivery',
    parameters: ['by', 'filter', 'limit'],
    emptyPeriod: '0; rates and percentiles null',
    source: `${REDUCED}; percentiles by linear interpolation, ${R_7}`,
    knownAnswer: 'test/e2e/delivery.spec.ts',
  },
  countMetric(
    'sent',
    'messages_sent',
    'Messages sent',
    'Deliveries, one (message, recipient) each, whose sending falls in the period; where no message.sent was seen, whose first status does.',
  ),
  countMetric(
    'delivered',
    'messages_delivered',
    'Messages delivered',
    `Of the messages sent those that were delivered, or read. ${BY_SENDING} ${MATURING}`,
  ),
  countMetric(
    'read',
    'messages_read',
    'Messages read',
    `Of the messages sent those that were read. ${BY_SENDING} ${MATURING}`,
  ),
  countMetric(
    'failed',
    'messages_failed',
    'Messages failed',
    `Of the messages sent those that failed and were not delivered. ${BY_SENDING} ${MATURING}`,
  ),
  countMetric(
    'contradictory',
    'messages_contradictory',
    'Contradictory messages',
    `Of the messages sent those that both failed and were delivered; they are not among the failed. ${BY_SENDING} ${MATURING}`,
  ),
  countMetric(
    'unseen_sent',
    'unseen_sent',
    'Messages whose sending was not seen',
    'Of the messages sent those of which no message.sent was seen. They count on the day of their first status.',
  ),
  countMetric(
    'late_receipts',
    'late_receipts',
    'Late receipts',
    'Statuses that landed in the period, later after the sending than the receipt horizon of the channel; they are in no other figure.',
    'receipts',
  ),
  rateMetric('delivery_rate', 'Delivery rate', 'delivered', 'sent', 'receipts'),
  rateMetric('read_rate', 'Read rate', 'read', 'delivered', 'reads'),
  rateMetric('read_of_sent_rate', 'Read rate of sent', 'read', 'sent', 'reads'),
  rateMetric('failure_rate', 'Failure rate', 'failed', 'sent', 'receipts'),
  ...LEGS.flatMap((leg) => [
    ...([50, 90, 95, 99] as const).map((percentile) => percentileMetric(leg, percentile)),
    ...(['pairs', 'negative'] as const).map((which) => pairsMetric(leg, which)),
  ]),
];
