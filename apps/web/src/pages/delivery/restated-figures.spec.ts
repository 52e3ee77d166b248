import type { DeliveryAnswer, Restatement } from '@grapevine/contracts';
import { expect, it } from '@jest/globals';
import { createLanguage } from '../../app/language/language.js';
import { en } from '../../app/words/en.js';
import { restatedFigures } from './restated-figures.js';

const restatement = (metric: string, to: number, channel?: string): Restatement => ({
  ...{ id: 1, metric, grain: 'week', window: 'calendar', period: '2013-W49', start: '2013-12-02', end: '2013-12-08' },
  ...(channel === undefined ? {} : { segment: { dimension: 'channel', value: channel } }),
  ...{ from: null, to, sealed_at: '2013-12-20T00:00:00.000Z', restated_at: '2013-12-21T10:00:00.000Z' },
  ...{ reasons: ['late_events'], detail: {} },
});
const meta = { time_zone: 'UTC' } as DeliveryAnswer['meta'];

it('says of all messages what was restated of all, and of a channel what was restated of that channel', () => {
  const language = createLanguage({ numbers: 'en', dates: 'en-GB' }, en);
  const restatements = [
    restatement('messages_sent', 1234),
    restatement('read_rate', 0.5, 'sms'),
    restatement('signups', 1),
  ];
  const textsOf = (channel?: string) => restatedFigures(restatements, meta, language, channel).map(({ text }) => text);
  const since = 'until 21 Dec 2013, 10:00 UTC (late events)';
  expect(textsOf()).toEqual([`Sent restated: 1,234, was ${en.chart.noValue} ${since}`]);
  expect(textsOf('sms')).toEqual([
    `sms, ${en.delivery.rateNames.read_rate} restated: 50%, was ${en.chart.noValue} ${since}`,
  ]);
  expect(textsOf('push')).toEqual([]);
});
