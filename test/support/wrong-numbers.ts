import { daysBetween } from './naive-calendar.js';

/**
 * What wrong sets do to the numbers of the log of audit.spec.ts, worked out by hand from the definitions in design.md, as
 * `subject span place field told recomputed`.
 *
 * [member, platform, day] of whoever is not excluded; in all seven member-days, three of them in May.
 */
export const ACTIVITY = [
  ['ann', 'ios', '2004-04-15'],
  ['bob', 'android', '2004-04-20'],
  ['ann', 'ios', '2004-05-03'],
  ['cleo', 'ios', '2004-05-03'],
  ['bob', 'android', '2004-05-12'],
  ['cleo', 'android', '2004-06-02'],
  ['ann', 'ios', '2004-06-10'],
] as const;

/** Members of April: 2, of May: 3 (one new), of June: 2 (one churned). Days have sets of their own. */
const SERIES_WITH_ONE_MORE_IN_MAY = [
  'active_members month 2004-05 value 4 3',
  'active_members quarter 2004-Q2 value 4 3',
  'active_members year 2004 value 4 3',
  'new_members month 2004-05 value 2 1',
  'new_members quarter 2004-Q2 value 4 3',
  'new_members year 2004 value 4 3',
  'churned_members month 2004-06 value 2 1',
  'growth_rate month 2004-05 value 1 0.5',
  `growth_rate month 2004-06 value -0.5 ${2 / 3 - 1}`,
  'net_new month 2004-05 value 2 1',
  'net_new month 2004-06 value -2 -1',
  `stickiness month 2004-05 value ${3 / 31 / 4} ${3 / 31 / 3}`,
  `stickiness quarter 2004-Q2 value ${7 / 91 / 4} ${7 / 91 / 3}`,
  `stickiness year 2004 value ${7 / 366 / 4} ${7 / 366 / 3}`,
];

/** Somebody who was never there is in everybody's set of the month of May. */
export const WITH_ONE_MORE_IN_MAY: readonly string[] = [
  ...SERIES_WITH_ONE_MORE_IN_MAY,
  // Where it is broken down, each of the two segments shows the same totals.
  ...SERIES_WITH_ONE_MORE_IN_MAY.flatMap((line) =>
    ['android', 'ios'].map((segment) => line.replace(/ value /, ` ${segment} total `)),
  ),
  '/v1/growth month 2004-05 active 4 3',
  '/v1/growth month 2004-05 net 2 1',
  '/v1/growth month 2004-05 new 2 1',
  '/v1/growth month 2004-06 churned 2 1',
  '/v1/growth month 2004-06 net -2 -1',
  ...['quarter 2004-Q2', 'year 2004'].flatMap((period) =>
    ['active', 'net', 'new'].map((field) => `/v1/growth ${period} ${field} 4 3`),
  ),
  ...['on', 'on_or_after'].flatMap((mode) =>
    ['size', 'retained[0]'].map((field) => `/v1/retention first_active ${mode} month 2004-05 ${field} 2 1`),
  ),
];

const windows = (length: number): string[] => daysBetween('2004-05-03', '2004-06-20').slice(0, length);

/** Ann and Cleo were on ios on Monday, 3 May: Cleo for the first and last time, Ann again on 10 June. */
const withoutCleo = (grain: string, then: string, next: string): string[] => [
  `active_members ${grain} ${then} ios value 1 2`,
  `new_members ${grain} ${then} ios value 0 1`,
  `churned_members ${grain} ${next} ios value 1 2`,
  `net_new ${grain} ${then} ios value 1 2`,
  `net_new ${grain} ${next} ios value -1 -2`,
  `/v1/growth ${grain} ${then} ios active 1 2`,
  `/v1/growth ${grain} ${then} ios new 0 1`,
  `/v1/growth ${grain} ${then} ios net 1 2`,
  `/v1/growth ${grain} ${next} ios churned 1 2`,
  `/v1/growth ${grain} ${next} ios net -1 -2`,
];

/** Cleo is missing from the set of ios of 3 May. Months have sets of their own; their daily means have not. */
export const WITHOUT_CLEO_ON_3_MAY: readonly string[] = [
  ...withoutCleo('day', '2004-05-03', '2004-05-04'),
  ...withoutCleo('week', '2004-W19', '2004-W20'),
  ...[7, 28, 30].flatMap((length) =>
    windows(length).map((day) => `active_members rolling_${length} ${day} ios value 1 2`),
  ),
  // While Ann's day in April is in the window too, two members have three member-days; afterwards two have two, as one has one.
  ...[28, 30].flatMap((length) =>
    windows(length - 18).map((day) => `stickiness rolling_${length} ${day} ios value ${2 / length} ${3 / length / 2}`),
  ),
  `stickiness month 2004-05 ios value ${1 / 31 / 2} ${2 / 31 / 2}`,
  `stickiness quarter 2004-Q2 ios value ${3 / 91 / 2} ${4 / 91 / 2}`,
  `stickiness year 2004 ios value ${3 / 366 / 2} ${4 / 366 / 2}`,
];
