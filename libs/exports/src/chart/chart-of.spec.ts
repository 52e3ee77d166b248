import { describe, expect, it } from '@jest/globals';
import {
  collegeGrowth,
  collegePowerCurve,
  collegeRetention,
  collegeSeries,
  deliveryOf,
  deliveryRow,
  seriesOf,
} from '../../../../test/support/export-answers.js';
import type { Answered } from '../headline/answered.js';
import type { HeatPlot, TrackPlot } from './chart.js';
import { chartOf } from './chart-of.js';

const draw = (answered: Answered) => {
  const chart = chartOf(answered, { time_zone: 'Europe/Berlin' }, 'Acme');
  if (!chart) throw new Error('There is no chart.');
  return chart;
};
const tracksOf = (answered: Answered): TrackPlot => draw(answered).plot as TrackPlot;
const days = (count: number): string[] =>
  Array.from({ length: count }, (_, at) => new Date(Date.UTC(2003, 0, 1 + at)).toISOString().slice(0, 10));

describe('the chart of a series', () => {
  it('has every period as a column with its value, and says what it is of', () => {
    const chart = draw({ of: 'series', answer: collegeSeries() });
    expect(chart).toMatchObject({
      title: 'Monthly active members of Acme',
      subtitle: '1 April to 31 October 2004, Europe/Berlin',
      footer: expect.stringMatching(/^active_members, version 1 · as of 2 November 2004.+07:30 · Acme$/),
      notes: [],
      plot: { places: ['Apr\n2004', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct'], measure: 'count', counts: 'members' },
    });
    const [track] = (chart.plot as TrackPlot).tracks;
    expect(track?.form).toBe('column');
    expect(track?.marks.map((mark) => [mark?.value, mark?.label, mark?.open])).toEqual(
      [313, 1038, 740, 360, 287, 255, 164].map((value) => [value, value.toLocaleString('en-US'), undefined]),
    );
  });

  it('has gaps where there is no data, and hollow marks for what is not over', () => {
    const points = [['2004-08', 3] as const, ['2004-09', null] as const, ['2004-10', 2, { complete: false }] as const];
    const chart = draw({ of: 'series', answer: seriesOf(points) });
    const marks = (chart.plot as TrackPlot).tracks[0]?.marks;
    expect(marks).toEqual([{ value: 3, label: '3' }, null, { value: 2, label: '2', open: true }]);
    expect(chart.notes).toEqual(['Hollow: not the number of a whole period yet.', 'Gap: no data.']);
  });

  it('draws as many as have room, changes none, and says so', () => {
    const all = days(1_000);
    const answer = seriesOf(
      all.map((day, at) => [day, at] as const),
      { grain: 'day', data_through: '2006-01-01' },
    );
    const chart = draw({ of: 'series', answer });
    const { tracks, places } = chart.plot as TrackPlot;
    expect(tracks[0]?.form).toBe('line');
    expect(tracks[0]?.marks.map((mark) => mark?.value)).toEqual(Array.from({ length: 400 }, (_, at) => 600 + at));
    expect(places.filter((place) => place !== '').length).toBeLessThanOrEqual(13);
    expect(places.at(-1)).not.toBe('');
    expect(chart.notes).toEqual(['The last 400 of 1000 days; the file has all of them.']);
  });

  it('has a line for each of the largest segments, named with its last value', () => {
    const names = ['ios', 'android', 'web', 'kaios', 'a name that is far too long for it', 'linux', 'bsd', '(other)'];
    const points = ['2004-09', '2004-10'].flatMap((period) =>
      names.map((segment, at) => [period, 10 - at, { segment, total: 20 }] as const),
    );
    const chart = draw({ of: 'series', answer: seriesOf(points, { by: 'platform' }) });
    expect((chart.plot as TrackPlot).tracks.map(({ name, form }) => [name, form])).toEqual(
      ['ios 10', 'android 9', 'web 8', 'kaios 7', 'a name that is far too l… 6', 'linux 5'].map((name) => [
        name,
        'line',
      ]),
    );
    expect(chart.notes).toEqual(['The 6 largest segments; the file has more.']);
  });
});

describe('the charts of other questions', () => {
  it('growth has who came above zero, who went below, and the net of both', () => {
    const { tracks } = tracksOf({ of: 'growth', answer: collegeGrowth() });
    const last = Object.fromEntries(tracks.map(({ name, form, marks }) => [name, [form, marks.at(-1)?.value]]));
    expect(last).toEqual({
      New: ['stacked', 16],
      Resurrected: ['stacked', 43],
      Churned: ['stacked', -150],
      Net: ['line', -91],
    });
  });

  it('retention has the share of each cohort, and nothing where none is known', () => {
    const { rows, columns } = draw({ of: 'retention', answer: collegeRetention() }).plot as HeatPlot;
    expect(columns).toEqual(['0', '1', '2', '3', '4', '5', '6']);
    expect(rows.map(({ name }) => name)).toEqual(['April 2004 · 313', 'May 2004 · 776', 'June 2004 · 161']);
    expect(rows[2]?.shares).toEqual([1, 58 / 161, 38 / 161, 41 / 161, 22 / 161, null, null]);
  });

  it('the power curve has a column for each number of days', () => {
    const [track] = tracksOf({ of: 'power_curve', answer: collegePowerCurve() }).tracks;
    expect(track?.marks).toHaveLength(28);
    expect(track?.marks[0]).toEqual({ value: 215, label: '215' });
    expect(track?.marks[27]).toEqual({ value: 0, label: '0' });
  });

  it('delivery has the steps of the last period with their rates, and none that nobody reports', () => {
    const silent = { read: 0, read_rate: null };
    const rows = [deliveryRow('2004-09', 10), deliveryRow('2004-10', 1_000, silent)];
    const { plot, notes } = draw({ of: 'delivery', answer: deliveryOf(rows) });
    const { tracks, places } = plot as TrackPlot;
    expect(places).toEqual(['Sent', 'Delivered', 'Read', 'Failed']);
    expect(notes).toEqual(['Gap: not reported.']);
    expect(tracks[0]?.marks).toEqual([
      { value: 1_000, label: '1,000' },
      { value: 900, label: '900\n90% of sent' },
      null,
      { value: 20, label: '20\n2% of sent' },
    ]);
  });

  it('the raw log has none, nor has what has no numbers', () => {
    const about = { time_zone: 'UTC' };
    expect(chartOf({ of: 'events' }, about, 'Acme')).toBeUndefined();
    expect(chartOf({ of: 'series', answer: seriesOf([['2004-10', null]]) }, about, 'Acme')).toBeUndefined();
    expect(chartOf({ of: 'delivery', answer: deliveryOf([]) }, about, 'Acme')).toBeUndefined();
  });
});
