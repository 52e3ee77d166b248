import type { Example } from '../description.js';
import { DECEMBER, exampleMeta } from './meta.js';

export const GROWTH_EXAMPLES: readonly Example[] = [
  {
    name: 'monthly',
    summary: 'How the second month came about',
    query: { grain: 'month', from: '2013-12-01', to: '2013-12-31' },
    answer: {
      data: [
        {
          ...DECEMBER,
          ...{ active: 1, new: 0, retained: 1, resurrected: 0, churned: 1, net: -1 },
          ...{ quick_ratio: 0, identity_holds: true },
        },
      ],
      meta: exampleMeta('growth', '2013-12-01', '2013-12-31', { grain: 'month', identity_holds: true }),
    },
  },
];

export const POWER_CURVE_EXAMPLES: readonly Example[] = [
  {
    name: 'three_days',
    summary: 'The three days that end with one',
    query: { as_of: '2013-11-20', days: 3 },
    answer: {
      data: [
        { days: 1, members: 2 },
        { days: 2, members: 0 },
        { days: 3, members: 0 },
      ],
      ...{ active: 2, mean_daily_active: 2 / 3, stickiness: 1 / 3, complete: true, sealed: false },
      meta: exampleMeta('power_curve', '2013-11-18', '2013-11-20', { grain: 'day', days: 3 }),
    },
  },
];

const after = (seconds: number) => ({ p50: seconds, p90: seconds, p95: seconds, p99: seconds, pairs: 1, negative: 0 });

export const DELIVERY_EXAMPLES: readonly Example[] = [
  {
    name: 'a_day',
    summary: 'The messages of one day, by channel',
    query: { grain: 'day', from: '2013-11-19', to: '2013-11-19', by: 'channel' },
    answer: {
      data: [
        {
          ...{ period: '2013-11-19', start: '2013-11-19', end: '2013-11-19', segment: 'chat' },
          ...{ sent: 1, delivered: 1, read: 1, failed: 0, contradictory: 0, late_receipts: 0, unseen_sent: 0 },
          ...{ delivery_rate: 1, read_rate: 1, read_of_sent_rate: 1, failure_rate: 0 },
          latency: { sent_to_delivered: after(2), delivered_to_read: after(298) },
          ...{ maturing: false, complete: true, sealed: false },
        },
      ],
      meta: exampleMeta('delivery', '2013-11-19', '2013-11-19', {
        ...{ grain: 'day', by: 'channel', horizon_days: 7, channels: {} },
      }),
    },
  },
];
