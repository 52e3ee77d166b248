import type { MetricDescription } from '@grapevine/contracts';
import { describe, expect, it } from '@jest/globals';
import { explorationOf } from './use-explore.js';

const metric = (id: string, given: Partial<MetricDescription> = {}) =>
  ({
    id,
    grains: ['day', 'week', 'month'],
    windows: ['calendar'],
    dimensions: ['platform'],
    ...given,
  }) as MetricDescription;
const metrics = [
  metric('active_members', { windows: ['calendar', 'rolling_28'] }),
  metric('stickiness', { grains: ['week', 'month'] }),
  metric('messages_sent', { dimensions: ['channel'] }),
];
const read = (search: string) => explorationOf(new URLSearchParams(search), metrics);

describe('what is explored', () => {
  it('is what the address says', () => {
    expect(read('metric=messages_sent&grain=week&by=channel')).toEqual({
      metric: 'messages_sent',
      grain: 'week',
      window: 'calendar',
      by: 'channel',
    });
  });

  it('leaves out what the metric does not know', () => {
    expect(read('metric=stickiness&grain=day&window=rolling_28&by=channel')).toEqual({
      metric: 'stickiness',
      grain: 'month',
      window: 'calendar',
      by: undefined,
    });
    expect(read('metric=nonsense')?.metric).toBe('active_members');
  });

  it('takes days for windows that end with each day', () => {
    expect(read('window=rolling_28&grain=month')).toMatchObject({ grain: 'day', window: 'rolling_28' });
  });

  it('waits for the catalogue', () => {
    expect(explorationOf(new URLSearchParams(), [])).toBeUndefined();
  });
});
