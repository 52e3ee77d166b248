import type { DeliveryAnswer, DeliveryRow } from '@grapevine/contracts';
import { describe, expect, it } from '@jest/globals';
import { funnelSteps, longestHorizon, maturingRows, newestRow } from './delivery-rows.js';

const row = (period: string, given: Partial<DeliveryRow>) =>
  ({ period, end: '2026-01-31', complete: true, maturing: false, ...given }) as DeliveryRow;
const newest = (data: DeliveryRow[], data_through = '2026-12-31') =>
  newestRow({ data, meta: { data_through } } as DeliveryAnswer)?.period;

describe('the periods of delivery', () => {
  const rows = [
    row('W01', { sent: 10 }),
    row('W02', { sent: 0 }),
    row('W03', { sent: 12, maturing: true }),
    row('W04', { sent: 3, maturing: true, complete: false }),
    row('W05', { sent: null }),
  ];

  it('are told by the newest that is whole and has messages', () => {
    expect(newest(rows)).toBe('W01');
    expect(newest(rows.slice(1))).toBe('W04');
    expect(newest([])).toBeUndefined();
  });

  it('pass over one before whose end the data ends', () => {
    expect(newest([row('W01', { sent: 10, end: '2026-01-04' }), row('W02', { sent: 2 })], '2026-01-20')).toBe('W01');
  });

  it('are maturing while receipts may come', () => {
    expect(maturingRows(rows).map(({ period }) => period)).toEqual(['W03', 'W04']);
  });

  it('are maturing for as long as any channel is waited for', () => {
    const horizon = (channels: object) =>
      longestHorizon({ horizon_days: 7, channels } as unknown as DeliveryAnswer['meta']);
    expect(
      [{}, { sms: { horizon_days: 3 } }, { sms: { horizon_days: 3 }, push: { horizon_days: 12 }, chat: {} }].map(
        horizon,
      ),
    ).toEqual([7, 7, 12]);
  });
});

describe('the funnel', () => {
  it('takes its rates from the API, and knows what is not reported', () => {
    const steps = funnelSteps(row('W01', { sent: 100, delivered: 60, read: 30, delivery_rate: 0.75, read_rate: null }));
    expect(steps).toEqual([
      { id: 'sent', value: 100, rate: null },
      { id: 'delivered', value: 60, rate: 0.75 },
      { id: 'read', value: 30, rate: null },
    ]);
  });
});
