import { describe, expect, it } from '@jest/globals';
import { addDays, type Period, periodsBetween, type Span } from './calendar.js';
import { type BaseCount, CountTable } from './counts.js';
import { accountsOf, growthNeeds } from './growth.js';
import type { Question } from './question.js';
import { findSeriesMetric } from './registry.js';

const RANGE = { first: '2013-08-20', last: '2013-12-19' };
const MONTHS = periodsBetween('2013-07-01', '2014-01-31', 'month', 100);

const question = (changed: Partial<Question> = {}): Question => ({
  ...{
    span: 'month',
    periods: MONTHS,
    over: 1,
    range: RANGE,
    today: '2013-12-19',
    dayAgo: (days) => addDays('2013-12-19', -days),
  },
  ...changed,
});

/** What the warehouse would answer: counts by name and label; what is not there is 0. */
type Known = Partial<Record<BaseCount, Record<string, number>>>;

function valuesOf(id: string, known: Known, asked: Question): (number | null)[] {
  const formula = findSeriesMetric(id)?.formula;
  if (!formula) throw new Error(`There is no metric ${id}.`);
  const counts = new CountTable(asked.range);
  for (const request of formula.needs(asked)) {
    counts.add(request, new Map(request.counts.map((count) => [count, new Map(Object.entries(known[count] ?? {}))])));
  }
  return asked.periods.map((period) => formula.value(period, asked, counts));
}

const ACTIVE = { '2013-08-01': 100, '2013-09-01': 300, '2013-11-01': 320, '2013-12-01': 400 };

describe('formulas', () => {
  it('give null before the first event and after the last, and 0 between', () => {
    expect(valuesOf('active_members', { active_members: ACTIVE }, question())).toEqual([
      ...[null, 100, 300, 0],
      ...[320, 400, null],
    ]);
  });

  it('ask only for what can be known, and look back as far as they need', () => {
    const starts = (id: string, over = 1) =>
      findSeriesMetric(id)
        ?.formula?.needs(question({ over, periods: MONTHS.slice(4, 5) }))
        .flatMap(({ periods }) => periods.map(({ start }) => start));
    expect(starts('active_members')).toEqual(['2013-11-01']);
    expect(starts('net_new', 2)).toEqual(['2013-09-01', '2013-10-01', '2013-11-01']);
    expect(starts('net_new', 120)).toEqual(['2013-08-01', '2013-09-01', '2013-10-01', '2013-11-01']);
    expect(findSeriesMetric('net_new')?.formula?.needs(question({ range: undefined }))).toEqual([]);
  });

  it('do not take a number that was not fetched for zero', () => {
    const counts = new CountTable(RANGE);
    const [, august] = MONTHS as [Period, Period];
    expect(() => counts.of('active_members', august, 'month')).toThrow('active_members of 2013-08 was not fetched');
  });

  it.each<[string, number, (number | null)[]]>([
    ['net_new', 1, [null, null, 200, -300, 320, 80, null]],
    ['net_new', 3, [null, null, null, null, 220, 100, null]],
    ['growth_rate', 1, [null, null, 2, -1, null, 0.25, null]],
    ['cmgr', 1, [null, null, 2, -1, null, 0.25, null]],
    ['cmgr', 3, [null, null, null, null, Math.cbrt(3.2) - 1, Math.cbrt(4 / 3) - 1, null]],
  ])('%s over %i', (id, over, expected) => {
    const values = valuesOf(id, { active_members: ACTIVE }, question({ over }));
    values.forEach((value, i) => {
      const wanted = expected[i] ?? null;
      if (wanted === null) expect(value).toBeNull();
      else expect(value).toBeCloseTo(wanted, 12);
    });
  });

  it('quick_ratio is null where nobody churned', () => {
    const flows = {
      new_members: { '2013-08-01': 100, '2013-09-01': 220, '2013-11-01': 30 },
      resurrected_members: { '2013-11-01': 290 },
      churned_members: { '2013-09-01': 20, '2013-10-01': 300 },
    };
    expect(valuesOf('quick_ratio', flows, question())).toEqual([null, null, 11, 0, null, null, null]);
  });
});

describe('stickiness', () => {
  const of = (span: Span, period: Period, known: Record<string, number>, today = '2014-06-01') =>
    valuesOf('stickiness', { active_members: known }, question({ span, periods: [period], today }))[0];
  const [november, december] = MONTHS.slice(4, 6) as [Period, Period];

  it('is the mean of all days, those without anybody too, to the actives of the period', () => {
    // The label of a month is also that of its first day: 10 on 1 November is asked as a day, 60 as the month.
    const daily = { '2013-11-02': 20, '2013-11-30': 40 };
    const formula = findSeriesMetric('stickiness')?.formula;
    const asked = question({ periods: [november], today: '2014-06-01' });
    const counts = new CountTable(RANGE);
    const [months, days] = formula?.needs(asked) ?? [];
    if (!formula || !months || !days) throw new Error('It needs the actives of the month and of its days.');
    expect([months.span, months.periods.length, days.span, days.periods.length]).toEqual(['month', 1, 'day', 30]);
    counts.add(months, new Map([['active_members', new Map([['2013-11-01', 60]])]]));
    counts.add(days, new Map([['active_members', new Map(Object.entries(daily))]]));
    expect(formula.value(november, asked, counts)).toBeCloseTo(60 / 30 / 60, 12);
  });

  it('of a running period is over the days until today', () => {
    const known = { '2013-12-01': 30, '2013-12-10': 8 };
    // 1 December counts 30 as a day as well.
    expect(of('month', december, known, '2013-12-10')).toBeCloseTo((30 + 8) / 10 / 30, 12);
    expect(of('month', december, known, '2013-12-31')).toBeCloseTo((30 + 8) / 31 / 30, 12);
  });

  it('of a window is over its days, those before the first event too', () => {
    const window = { period: '2013-08-22', start: '2013-08-16', end: '2013-08-22' };
    expect(of({ rollingDays: 7 }, window, { '2013-08-20': 3, '2013-08-22': 4 })).toBeCloseTo((3 + 4) / 7 / 4, 12);
  });

  it('is null where nobody was active', () => {
    expect(of('month', november, {})).toBeNull();
  });
});

describe('growth accounting', () => {
  const accounts = (counts: Record<string, Record<string, number>>, at = 2) => {
    const asked = question();
    const table = new CountTable(RANGE);
    for (const request of growthNeeds(asked)) {
      table.add(request, new Map(request.counts.map((count) => [count, new Map(Object.entries(counts[count] ?? {}))])));
    }
    return accountsOf(MONTHS[at] as Period, 'month', table);
  };
  const SEPTEMBER = {
    active_members: { '2013-08-01': 100, '2013-09-01': 300 },
    new_members: { '2013-08-01': 100, '2013-09-01': 210 },
    retained_members: { '2013-09-01': 85 },
    resurrected_members: { '2013-09-01': 5 },
    churned_members: { '2013-09-01': 15 },
  };

  it('holds where everything adds up', () => {
    expect(accounts(SEPTEMBER)).toMatchObject({ active: 300, net: 200, quick_ratio: 215 / 15, identity_holds: true });
    expect(accounts(SEPTEMBER, 1)).toMatchObject({ active: 100, net: 100, quick_ratio: null, identity_holds: true });
  });

  it.each(Object.keys(SEPTEMBER))('is seen to be broken where %s is one off', (count) => {
    const broken = { ...SEPTEMBER, [count]: { ...SEPTEMBER[count as 'new_members'], '2013-09-01': 299 } };
    expect(accounts(broken).identity_holds).toBe(false);
  });

  it('knows nothing where there is no data', () => {
    expect(accounts({}, 0)).toMatchObject({ active: null, net: null, quick_ratio: null, identity_holds: true });
  });
});
