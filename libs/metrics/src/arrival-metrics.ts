import { GRAINS } from '@grapevine/contracts';
import { activation, conversion, inviteRate, kFactor, organicShare, timeToFirstMessage } from './arrivals.js';
import { counted } from './formulas.js';
import type { Metric } from './metric.js';

const SHARED = {
  version: 1,
  endpoint: '/v1/series',
  unit: 'ratio',
  grains: GRAINS,
  windows: ['calendar'],
  subject: 'members',
  dimensions: 'by_and_filter',
  parameters: ['by', 'filter', 'limit', 'compare'],
  emptyPeriod: 'null',
  knownAnswer: 'test/e2e/arrivals.spec.ts',
} as const;

const BY_ITSELF =
  'Invitations are taken by the dimensions of the invitation, signups by those of the signup, activity by its own.';
const OF_SIGNUP = 'By the dimensions of the signup.';
const NOT_YET = (days: number): string =>
  `Null until ${days * 24} hours have passed after the last moment of the period: it is not known yet.`;

const activationMetric = (days: 1 | 7 | 28): Metric => ({
  ...SHARED,
  id: `activation_${days}d`,
  name: `Activation within ${days === 1 ? 'a day' : `${days} days`}`,
  text:
    'Of the signups of the period, the share that sent a message (message.sent) at or after the signup and within ' +
    `${days * 24} hours of it, both ends included. Null where nobody signed up. ${NOT_YET(days)} ${OF_SIGNUP}`,
  source: `|{s: first message at or after s, at most ${days * 24} hours after it}| / |signups s of p|`,
  formula: activation(days),
});

const firstMessageMetric = (percentile: 50 | 90): Metric => ({
  ...SHARED,
  id: `time_to_first_message_p${percentile}`,
  name: percentile === 50 ? 'Median time to first message' : `Time to first message, ${percentile}th percentile`,
  unit: 'seconds',
  text:
    'From a signup of the period to the first message sent (message.sent) at or after it, over the signups that sent one ' +
    `within 672 hours (28 days); null where none did. Exact. ${NOT_YET(28)} ${OF_SIGNUP}`,
  source: `percentile ${percentile} by linear interpolation: type 7 of R. J. Hyndman and Y. Fan, "Sample Quantiles in Statistical Packages" (1996)`,
  formula: timeToFirstMessage(percentile),
});

/** How people come, and whether they begin. */
export const ARRIVAL_METRICS: readonly Metric[] = [
  {
    ...SHARED,
    id: 'invites',
    name: 'Invitations',
    text:
      'Distinct member.invited events of the period, however often each was sent; those of excluded members are left out. ' +
      'Several filters hold for the same invitation; a fact of members is one of the member who invites.',
    unit: 'invitations',
    emptyPeriod: '0',
    source: 'the number of distinct (event key, content) among the member.invited events of p',
    formula: counted('invites'),
  },
  {
    ...SHARED,
    id: 'invite_rate',
    name: 'Invitations per active member',
    text: `Invitations of the period / its active members. Null where nobody was active. ${BY_ITSELF}`,
    source: 'invites / |A(p)|: the i of D. Skok, "Lessons Learned: Viral Marketing" (2009)',
    formula: inviteRate,
  },
  {
    ...SHARED,
    id: 'conversion',
    name: 'Conversion of invitations',
    text:
      'Signups of the period whose source is invite / invitations of the period, whichever of them they came from: above 1 ' +
      `where earlier invitations bear fruit. Null where nobody was invited. ${BY_ITSELF}`,
    source: '|signups of p by invite| / invites of p',
    formula: conversion,
  },
  {
    ...SHARED,
    id: 'k_factor',
    name: 'K factor',
    text: `invite_rate x conversion: members that each active member brings in the period. Null where either is. ${BY_ITSELF}`,
    source: 'invite_rate x conversion: K = i x conv% of D. Skok, "Lessons Learned: Viral Marketing" (2009)',
    formula: kFactor,
  },
  {
    ...SHARED,
    id: 'organic_share',
    name: 'Organic share of signups',
    text:
      'Signups of the period whose source is organic / all of its signups. Null where nobody signed up, and where more than ' +
      `20% of the signups gave no source, since those are not known to be organic. ${OF_SIGNUP}`,
    source: '|organic signups of p| / |signups of p|',
    formula: organicShare,
  },
  ...([1, 7, 28] as const).map(activationMetric),
  ...([50, 90] as const).map(firstMessageMetric),
];
