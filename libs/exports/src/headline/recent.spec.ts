import { describe, expect, it } from '@jest/globals';
import {
  collegeGrowth,
  collegeRetention,
  collegeSeries,
  deliveryOf,
  deliveryRow,
  seriesOf,
} from '../../../../test/support/export-answers.js';
import { recentOf } from './recent.js';

describe('the numbers of the last periods', () => {
  it('are those of a series', () => {
    expect(recentOf({ of: 'series', answer: collegeSeries(7, { complete: false }) })).toEqual([
      ['Period', 'Value'],
      ['May 2004', '1,038'],
      ['June 2004', '740'],
      ['July 2004', '360'],
      ['August 2004', '287'],
      ['September 2004', '255'],
      ['October 2004 (not over)', '164'],
    ]);
    expect(recentOf({ of: 'series', answer: seriesOf([['2004-10', null]]) })).toEqual([
      ['Period', 'Value'],
      ['October 2004', '–'],
    ]);
    const point = ['2004-10', 3, { segment: 'ios', total: 5 }] as const;
    expect(recentOf({ of: 'series', answer: seriesOf([point], { by: 'platform' }) })).toEqual([
      ['Period', 'All'],
      ['October 2004', '5'],
    ]);
  });

  it('are those of growth and delivery', () => {
    expect(recentOf({ of: 'growth', answer: collegeGrowth() }).at(-1)).toEqual([
      'October 2004',
      '164',
      '16',
      '43',
      '150',
    ]);
    const rows = [deliveryRow('2004-10', 100, { maturing: true, read: null, read_rate: null })];
    expect(recentOf({ of: 'delivery', answer: deliveryOf(rows) })).toEqual([
      ['Period', 'Sent', 'Delivered', 'Read', 'Delivery rate', 'Read rate'],
      ['October 2004 (receipts may come)', '100', '90', '–', '90%', '–'],
    ]);
  });

  it('are none of cohorts and of the raw log', () => {
    expect(recentOf({ of: 'retention', answer: collegeRetention() })).toEqual([]);
    expect(recentOf({ of: 'events' })).toEqual([]);
  });
});
