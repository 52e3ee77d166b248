import type { Example } from '../description.js';
import { DECEMBER, exampleMeta, NOVEMBER } from './meta.js';

const monthly = { metric: 'active_members', grain: 'month', window: 'calendar' };
const { period, start, end } = NOVEMBER;

export const SERIES_EXAMPLES: readonly Example[] = [
  {
    name: 'monthly',
    summary: 'Monthly actives of two months',
    query: { metric: 'active_members', grain: 'month', from: '2013-11-01', to: '2013-12-31' },
    answer: {
      data: [
        { ...NOVEMBER, value: 2 },
        { ...DECEMBER, value: 1 },
      ],
      meta: exampleMeta('active_members', '2013-11-01', '2013-12-31', monthly),
    },
  },
  {
    name: 'by_platform',
    summary: 'Monthly actives of one platform, beside the month before; the rest is (other)',
    query: {
      ...{ metric: 'active_members', grain: 'month', from: '2013-12-01' },
      ...{ by: 'platform', limit: 1, compare: 'previous_period' },
    },
    answer: {
      data: [
        {
          ...{ ...DECEMBER, segment: 'ios', value: 1, total: 1 },
          compare: { period, start, end, value: 1, change: 0, difference: 0 },
        },
        {
          ...{ ...DECEMBER, segment: '(other)', value: 0, total: 1 },
          compare: { period, start, end, value: 1, change: -1, difference: -1 },
        },
      ],
      meta: exampleMeta('active_members', '2013-12-01', '2013-12-31', {
        ...monthly,
        ...{ by: 'platform', compare: 'previous_period' },
      }),
    },
  },
];

export const RETENTION_EXAMPLES: readonly Example[] = [
  {
    name: 'monthly_cohorts',
    summary: 'Who came in November, and who was there in December',
    query: { grain: 'month', from: '2013-11-01', to: '2013-11-30', periods: 2 },
    answer: {
      data: [{ cohort: period, start, end, size: 2, retained: [2, 1], complete: true, sealed: false }],
      meta: exampleMeta('retention', start, end, { grain: 'month', cohort: 'first_active', mode: 'on', periods: 2 }),
    },
  },
];
