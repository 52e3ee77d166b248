import type { CohortRow, DeliveryAnswer, GrowthAnswer, RetentionAnswer, SeriesAnswer } from '@grapevine/contracts';
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
import type { Answered } from './answered.js';
import { headlineOf } from './headline.js';

const ABOUT = {
  rows: 52_013,
  test: false,
  period: { start: '2004-10-01', end: '2004-10-31' },
  time_zone: 'Europe/Berlin',
  restates: null,
};
const say = (answered: Answered, about = {}): string => headlineOf(answered, { ...ABOUT, ...about }, 'Acme');
const series = (answer: SeriesAnswer): string => say({ of: 'series', answer });
const growth = (answer: GrowthAnswer): string => say({ of: 'growth', answer });
const retention = (answer: RetentionAnswer): string => say({ of: 'retention', answer });
const delivery = (answer: DeliveryAnswer): string => say({ of: 'delivery', answer });

describe('the headline of a series', () => {
  it('is the last period against the one before', () => {
    expect(series(collegeSeries())).toBe(
      'Monthly active members of Acme: 164 in October 2004, 91 fewer than in September (−35.7%).',
    );
    expect(
      series(
        seriesOf(
          [
            ['2025-12', 1_696],
            ['2026-01', 1_899],
          ],
          { data_through: '2026-01-31' },
        ),
      ),
    ).toBe('Monthly active members of Acme: 1,899 in January 2026, 203 more than in December 2025 (+12.0%).');
    expect(
      series(
        seriesOf([
          ['2004-09', 5],
          ['2004-10', 5],
        ]),
      ),
    ).toContain('5 in October 2004, as in September.');
  });

  it('says so where the data begins within a period', () => {
    expect(series(collegeSeries(2))).toBe(
      'Monthly active members of Acme: 1,038 in May 2004, 725 more than in April (+231.6%). ' +
        'The data begins on 15 April 2004: April 2004 is not covered whole.',
    );
  });

  it('never takes a period that is not over for a fall', () => {
    expect(series(collegeSeries(7, { complete: false, sealed: false }))).toBe(
      'Monthly active members of Acme: 255 in September 2004, 32 fewer than in August (−11.1%). ' +
        'October 2004 is not over: 164 so far.',
    );
    expect(series(collegeSeries(7, {}, { data_through: '2004-10-26' }))).toContain(
      '255 in September 2004, 32 fewer than in August (−11.1%). The data ends on 26 October 2004, before October 2004 does: 164 until then.',
    );
    expect(series(seriesOf([['2004-10', 164, { complete: false }]]))).toBe(
      'Monthly active members of Acme: 164 in October 2004 so far. October 2004 is not over.',
    );
    const rate = { metric: 'delivery_rate', unit: 'ratio' };
    expect(
      series(
        seriesOf(
          [
            ['2004-09', 0.98],
            ['2004-10', 0.5, { maturing: true }],
          ],
          rate,
        ),
      ),
    ).toBe(
      'Monthly delivery rate of Acme: 98% in September 2004. Receipts that count may still come for October 2004: 50% until now.',
    );
  });

  it('says what is missing as missing', () => {
    expect(
      series(
        seriesOf([
          ['2004-09', 255],
          ['2004-10', null],
        ]),
      ),
    ).toBe('Monthly active members of Acme: no data in October 2004; 255 in September 2004.');
    expect(series(seriesOf([['2005-01', null]], { data_through: '2004-10-26' }))).toBe(
      'Monthly active members of Acme: no data in January 2005, as the data ends on 26 October 2004.',
    );
    expect(
      series(
        seriesOf([
          ['2004-08', 4],
          ['2004-09', null],
          ['2004-10', 9],
        ]),
      ),
    ).toBe('Monthly active members of Acme: 9 in October 2004.');
    expect(series(seriesOf([['2004-10', null]], { metric: 'quick_ratio', unit: 'ratio' }))).toBe(
      'Monthly quick ratio of Acme: no value in October 2004.',
    );
    const gap = [['2004-08', 287] as const, ['2004-09', null] as const, ['2004-10', 4, { complete: false }] as const];
    expect(series(seriesOf(gap))).toBe(
      'Monthly active members of Acme: no data in September 2004; 287 in August 2004. October 2004 is not over: 4 so far.',
    );
    expect(series(seriesOf(gap.slice(1)))).toBe(
      'Monthly active members of Acme: 4 in October 2004 so far. October 2004 is not over.',
    );
    expect(series(seriesOf([]))).toBe('Monthly active members of Acme: no data.');
  });

  it.each([
    ['delivery_rate', 'ratio', 0.9, 0.912_34, '91.23% in October 2004, 1.23 percentage points more than in September.'],
    ['growth_rate', 'ratio', 0.1, -0.05, '−5.0% in October 2004, 15 percentage points less than in September.'],
    ['k_factor', 'ratio', 0.5, 1.25, '1.25 in October 2004, 0.75 more than in September.'],
    ['delivery_latency_p50', 'seconds', 2, 1.5, '1.5 seconds in October 2004, 0.5 seconds less than in September.'],
    [
      'delivery_latency_p99',
      'seconds',
      60,
      750,
      '12.5 minutes (750 seconds) in October 2004, 11.5 minutes (690 seconds) more than',
    ],
    ['net_new', 'members', -10, -20, '−20 in October 2004, 10 fewer than in September.'],
    ['signups', 'members', 0, 3, '3 in October 2004, 3 more than in September.'],
  ])('writes %s in its unit', (metric, unit, before, now, words) => {
    expect(
      series(
        seriesOf(
          [
            ['2004-09', before],
            ['2004-10', now],
          ],
          { metric, unit },
        ),
      ),
    ).toContain(`of Acme: ${words}`);
  });

  it.each([
    [
      'day',
      'calendar',
      '2004-05-30',
      '2004-05-31',
      'Daily active members of Acme: 5 on 31 May 2004, 1 more than on 30 May',
    ],
    ['week', 'calendar', '2004-W21', '2004-W22', 'Weekly active members of Acme: 5 in the week of 24 to 30 May 2004'],
    ['week', 'calendar', '2003-W52', '2004-W01', 'in the week of 29 December 2003 to 4 January 2004'],
    ['quarter', 'calendar', '2004-Q1', '2004-Q2', '5 in Q2 2004, 1 more than in Q1 (+25.0%).'],
    ['year', 'calendar', '2003', '2004', 'Yearly active members of Acme: 5 in 2004, 1 more than in 2003'],
  ] as const)('names a %s (%s)', (grain, window, before, now, words) => {
    expect(
      series(
        seriesOf(
          [
            [before, 4],
            [now, 5],
          ],
          { grain, window, data_from: '2000-01-01', data_through: '2005-01-01' },
        ),
      ),
    ).toContain(words);
  });

  it('names rolling windows, filters and what is looked back', () => {
    const window = { start: '2004-05-04', end: '2004-05-31' };
    const rolling = {
      grain: 'day',
      window: 'rolling_28',
      filter: ['platform:ios,web'],
      data_from: '2000-01-01',
    } as const;
    expect(series(seriesOf([['2004-05-31', 1_024, window]], { ...rolling, filter: ['platform:ios,web'] }))).toBe(
      'Active members of Acme (platform:ios,web): 1,024 in the 28 days to 31 May 2004.',
    );
    expect(series(seriesOf([['2004-10', 7]], { metric: 'net_new', over: 4 }))).toContain(
      'Monthly net new members over 4 months of Acme: 7',
    );
    expect(series(seriesOf([['2004-10', 0.1]], { metric: 'cmgr', unit: 'ratio per month', over: 3 }))).toBe(
      'Compound monthly growth rate over 3 months of Acme: +10.0% in October 2004.',
    );
  });

  it('compares with what was asked for', () => {
    const compare = { period: '2003-10', start: '2003-10-01', end: '2003-10-31', value: 82, change: 1, difference: 82 };
    expect(series(collegeSeries(7, { compare }, { compare: 'previous_year' }))).toContain(
      '164 in October 2004, 82 more than in October 2003 (+100.0%).',
    );
    const none = { period: null, start: null, end: null, value: null, change: null, difference: null };
    expect(series(collegeSeries(7, { compare: none }, { compare: 'previous_year' }))).toBe(
      'Monthly active members of Acme: 164 in October 2004.',
    );
  });

  it('says the total of a breakdown, and its largest segments', () => {
    const month = (period: string, total: number, values: readonly (readonly [string, number | null])[]) =>
      values.map(([segment, value]) => [period, value, { segment, total }] as const);
    const points = [
      ...month('2004-09', 255, [
        ['ios', 200],
        ['android', 10],
        ['web', 60],
        ['kaios', 1],
        ['(other)', 900],
      ]),
      ...month('2004-10', 164, [
        ['ios', 20],
        ['android', 90],
        ['web', 60],
        ['kaios', null],
        ['(other)', 900],
      ]),
    ];
    expect(series(seriesOf(points, { by: 'platform' }))).toBe(
      'Monthly active members of Acme: 164 in October 2004, 91 fewer than in September (−35.7%). ' +
        'By platform: android 90, web 60, ios 20 (the 3 largest).',
    );
    const [only] = month('2004-10', 9, [['ios', 9]]);
    expect(series(seriesOf(only ? [only] : [], { by: 'platform' }))).toBe(
      'Monthly active members of Acme: 9 in October 2004. By platform: ios 9.',
    );
  });
});

describe('the headline of growth', () => {
  it('says who was active, who came and who went', () => {
    expect(growth(collegeGrowth())).toBe(
      'Growth of Acme: 164 active members in October 2004, 91 fewer than in September (−35.7%): 16 new, 43 resurrected, 150 churned.',
    );
  });

  it('says what is not over as such, and what is missing as missing', () => {
    expect(growth(collegeGrowth({ complete: false }))).toBe(
      'Growth of Acme: 255 active members in September 2004, 32 fewer than in August (−11.1%): 23 new, 61 resurrected, 116 churned. ' +
        'October 2004 is not over: 164 active members so far.',
    );
    expect(growth(collegeGrowth({ active: null, new: null, resurrected: null, churned: null, net: null }))).toBe(
      'Growth of Acme: no data in October 2004; 255 active members in September 2004.',
    );
  });

  it('names the largest segments', () => {
    const { data, meta } = collegeGrowth();
    const segmented = (segment: string, factor: number) =>
      data.map((row) => ({ ...row, segment, active: (row.active ?? 0) * factor, net: (row.net ?? 0) * factor }));
    const answer = { data: [...segmented('ios', 1), ...segmented('android', 2)], meta: { ...meta, by: 'platform' } };
    expect(growth(answer)).toBe(
      'Growth of Acme by platform in October 2004: android 328 active (−182), ios 164 active (−91).',
    );
  });
});

describe('the headline of retention', () => {
  it('is of the latest cohort whose next period is over', () => {
    expect(retention(collegeRetention())).toBe(
      'Retention of Acme: of 161 members first active in June 2004, 58 (36.02%) were active 1 month later. ' +
        'Of 313 members first active in April 2004, 36 (11.5%) were active 6 months later.',
    );
    expect(retention(collegeRetention({ cohort: 'signed_up', mode: 'on_or_after' }))).toContain(
      'of 161 members signed up in June 2004, 58 (36.02%) were active 1 month later or after that.',
    );
  });

  it('says so where nothing is known yet', () => {
    const { data, meta } = collegeRetention();
    const [april] = data as [CohortRow];
    const alone = { data: [{ ...april, retained: [313, null] }], meta };
    expect(retention(alone)).toBe(
      'Retention of Acme: 313 members first active in April 2004; what became of them is not known before the next month is over.',
    );
    expect(retention({ data: [{ ...april, size: null, retained: [null, null] }], meta })).toBe(
      'Retention of Acme: no data of 1 April to 31 October 2004.',
    );
  });
});

describe('the headline of the power curve', () => {
  it('says how many were active, and how often', () => {
    expect(say({ of: 'power_curve', answer: collegePowerCurve() })).toBe(
      'Days of activity of Acme: 1,024 active members in the 28 days to 31 May 2004, 0 of them on every day (0%), ' +
        '237.4 on an average day, stickiness 23.18%.',
    );
    const nothing = { active: null, mean_daily_active: null, stickiness: null };
    expect(say({ of: 'power_curve', answer: collegePowerCurve(nothing) })).toBe(
      'Days of activity of Acme: no data in the 28 days to 31 May 2004.',
    );
  });
});

describe('the headline of delivery', () => {
  it('says what was sent, delivered and read, with rates', () => {
    expect(delivery(deliveryOf([deliveryRow('2004-09', 2_000), deliveryRow('2004-10', 10_000)]))).toBe(
      'Delivery of Acme in October 2004: 10,000 sent, 9,000 delivered (90%), 4,500 read (50% of these), 200 failed (2%). ' +
        'In all, 12,000 sent from 1 September to 31 October 2004.',
    );
  });

  it('says so where receipts may come, and where none are reported', () => {
    expect(delivery(deliveryOf([deliveryRow('2004-10', 100, { maturing: true })]))).toBe(
      'Delivery of Acme in October 2004: 100 sent, 90 delivered (90%), 45 read (50% of these), 2 failed (2%). ' +
        'Receipts that count may still come for October 2004.',
    );
    const silent = { delivered: 0, read: 0, failed: 0, delivery_rate: null, read_rate: null, failure_rate: null };
    expect(delivery(deliveryOf([deliveryRow('2004-10', 100, silent)]))).toBe(
      'Delivery of Acme in October 2004: 100 sent, delivered not reported, read not reported.',
    );
    expect(delivery(deliveryOf([deliveryRow('2004-10', null)]))).toBe('Delivery of Acme: no data in October 2004.');
  });

  it('tells segments apart, and adds none of them up', () => {
    const segments = [
      deliveryRow('2004-10', 100, { segment: 'sms' }),
      deliveryRow('2004-10', 200, { segment: 'chat' }),
    ];
    expect(delivery(deliveryOf(segments, { by: 'channel' }))).toBe(
      'Delivery of Acme by channel in October 2004: chat: 200 sent, 180 delivered (90%), 90 read (50% of these), 4 failed (2%); ' +
        'sms: 100 sent, 90 delivered (90%), 45 read (50% of these), 2 failed (2%).',
    );
  });
});

describe('the headline of the raw log', () => {
  it('says how many events of which days', () => {
    expect(say({ of: 'events' })).toBe('52,013 events of Acme, 1 to 31 October 2004.');
    expect(say({ of: 'events' }, { rows: 0 })).toBe('No events of Acme, 1 to 31 October 2004.');
    expect(say({ of: 'events' }, { rows: 1, period: { start: '2004-10-05', end: '2004-10-05' } })).toBe(
      '1 event of Acme, 5 October 2004.',
    );
  });
});

describe('the headline of a try-out', () => {
  it('says that it is one', () => {
    expect(say({ of: 'events' }, { rows: 100, test: true })).toBe(
      'A try-out, whose file has only the first rows. The first 100 events of Acme, 1 to 31 October 2004.',
    );
  });
});

describe('a headline that corrects another one', () => {
  const restates = {
    ...{ run_id: '', as_of: '2004-11-01T23:30:00.000Z', sha256: '', changed: true, late_days: ['2004-10-05'] },
    numbers: [],
  };

  it('says so, and by the days of the workspace', () => {
    expect(say({ of: 'events' }, { restates })).toBe(
      '52,013 events of Acme, 1 to 31 October 2004. This takes the place of what was sent on 2 November 2004: events came late for 1 day.',
    );
    expect(say({ of: 'events' }, { restates: { ...restates, changed: false } })).toBe(
      '52,013 events of Acme, 1 to 31 October 2004.',
    );
  });
});
