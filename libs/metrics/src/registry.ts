import { GRAINS, WINDOWS } from '@grapevine/contracts';
import type { Metric } from './metric.js';

/** Every metric there is. `/v1/metrics` is made from it. */
export const METRICS: readonly Metric[] = [
  {
    id: 'active_members',
    version: 1,
    name: 'Active members',
    text:
      'Distinct members with at least one event of the activity definition in the period, by local days of the ' +
      "workspace's time zone. Calendar periods, or rolling windows of 7, 28 or 30 days that end with the labelled day.",
    unit: 'members',
    grains: GRAINS,
    windows: WINDOWS,
    emptyPeriod: 0,
    source: 'design.md, metric definitions: |A(p)|, the size of the set of members active in p',
    computation: { kind: 'member_set', fact: 'active' },
  },
  {
    id: 'signups',
    version: 1,
    name: 'Signups',
    text:
      'Members whose earliest member.signed_up event falls in the period; of equal times the one with the smallest event ' +
      'key. Source and dimensions are those of that event.',
    unit: 'members',
    grains: GRAINS,
    windows: ['calendar'],
    emptyPeriod: 0,
    source: 'design.md, metric definitions: earliest signup of each member',
    computation: { kind: 'earliest_signup' },
  },
];

/** @returns undefined for an id that no metric has */
export function findMetric(id: string): Metric | undefined {
  return METRICS.find((metric) => metric.id === id);
}
