import type { SeriesAnswer } from '@grapevine/contracts';
import { describe, expect, it } from '@jest/globals';
import { segmentTracks, singleTracks } from './from-series.js';

const meta = { data_from: '2004-04-15', data_through: '2004-10-26' } as SeriesAnswer['meta'];
const point = (month: string, value: number | null, more: Partial<SeriesAnswer['data'][number]> = {}) => ({
  period: month,
  start: `${month}-01`,
  end: `${month}-28`,
  value,
  complete: true,
  sealed: true,
  ...more,
});

describe('the tracks of an answer', () => {
  it('are the values, and what they are compared with', () => {
    const compare = { period: '2003-05', start: null, end: null, value: 7, change: null, difference: null };
    const data = [point('2004-05', 9, { compare }), point('2004-06', null)];
    const { tracks } = singleTracks(
      { data, meta: { ...meta, compare: 'previous_year' } },
      { value: 'People', compared: 'Previous year' },
    );
    expect(tracks.map(({ role, name, values }) => [role, name, values])).toEqual([
      ['value', 'People', [9, null]],
      ['compared', 'Previous year', [7, null]],
    ]);
  });

  it('are the segments in the order of the answer, the rest last and in its own colour', () => {
    const data = ['2004-05', '2004-06'].flatMap((month) => [
      point(month, 5, { segment: 'android', total: 8 }),
      point(month, 4, { segment: 'ios', total: 8 }),
      point(month, 1, { segment: '(other)', total: 8 }),
    ]);
    const segments = segmentTracks({ data, meta }, (segment) => segment.toUpperCase());
    expect(segments.slots.map(({ period }) => period)).toEqual(['2004-05', '2004-06']);
    expect(segments.totals).toEqual([8, 8]);
    expect(segments.tracks.map(({ id, name, color, values }) => [id, name, color, values])).toEqual([
      ['android', 'ANDROID', 1, [5, 5]],
      ['ios', 'IOS', 2, [4, 4]],
      ['(other)', '(OTHER)', 'other', [1, 1]],
    ]);
  });
});
