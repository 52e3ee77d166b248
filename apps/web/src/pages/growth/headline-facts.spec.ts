import { describe, expect, it } from '@jest/globals';
import { headlineFacts } from './headline-facts.js';

/** Months of CollegeMsg and their active members, as published in its data set's notes. */
const COLLEGE = [313, 1038, 740, 360, 287, 255, 164];
const monthly = (values: readonly (number | null)[], running = false) =>
  values.map((value, index) => {
    const start = new Date(Date.UTC(2004, 3 + index, 1)).toISOString().slice(0, 10);
    const end = new Date(Date.UTC(2004, 4 + index, 0)).toISOString().slice(0, 10);
    const complete = !(running && index === values.length - 1);
    return { period: start.slice(0, 7), start, end, value, complete, sealed: complete };
  });
/** The data of the data set's notes reaches from 15 April to 26 October 2004. */
const facts = (values: readonly (number | null)[], running = false, through = '2004-10-26') => {
  const reach = { data_from: '2004-04-15', data_through: through };
  const { now, comparison, isFirst, unfinished } = headlineFacts(monthly(values, running), reach);
  return {
    now: now?.period,
    before: comparison?.before.period,
    change: comparison?.change,
    isFirst,
    unfinished: unfinished?.period,
  };
};

describe('the facts of the headline', () => {
  it('compares the last complete month with the month before', () => {
    expect(facts(COLLEGE, false, '2004-10-31')).toEqual({
      now: '2004-10',
      before: '2004-09',
      change: -91,
      isFirst: false,
      unfinished: undefined,
    });
    expect(facts(COLLEGE.slice(0, 2))).toMatchObject({ now: '2004-05', before: '2004-04', change: 725 });
  });

  it('compares with what was asked for, where it has a value', () => {
    const reach = { data_from: '2003-04-15', data_through: '2004-04-30' };
    const [april] = monthly([313]);
    const year = {
      period: '2003-04',
      start: '2003-04-01',
      end: '2003-04-30',
      value: 300,
      change: 0.04,
      difference: 13,
    };
    const compared = (compare: typeof year | (Omit<typeof year, 'value'> & { value: null })) =>
      headlineFacts(april ? [{ ...april, compare }] : [], reach).comparison;
    expect(compared(year)).toEqual({
      before: { period: '2003-04', start: '2003-04-01', end: '2003-04-30', value: 300 },
      change: 13,
    });
    expect(compared({ ...year, value: null })).toBeUndefined();
  });

  it('never takes a month for complete that the data does not reach to the end of', () => {
    const september = { now: '2004-09', before: '2004-08', change: -32, unfinished: '2004-10' };
    expect(facts(COLLEGE)).toMatchObject(september);
    expect(facts(COLLEGE, true)).toMatchObject(september);
    expect(facts(COLLEGE, false, '2004-10-30')).toMatchObject(september);
  });

  it('compares with no month that lies further back, and takes a short range for no beginning', () => {
    expect(facts([313, 1038, 740, 360, null, 255])).toMatchObject({
      now: '2004-09',
      before: undefined,
      isFirst: false,
    });
    const september = monthly(COLLEGE).slice(5, 6);
    const { now, comparison, isFirst } = headlineFacts(september, {
      data_from: '2004-04-15',
      data_through: '2004-10-26',
    });
    expect([now?.period, comparison, isFirst]).toEqual(['2004-09', undefined, false]);
  });

  it('has nothing to compare in the first month, and only an unfinished one before its end', () => {
    expect(facts([313])).toMatchObject({ now: '2004-04', before: undefined, isFirst: true });
    expect(facts([313], true)).toMatchObject({ now: undefined, unfinished: '2004-04' });
    expect(facts([313], false, '2004-04-29')).toMatchObject({ now: undefined, unfinished: '2004-04' });
    expect(facts([])).toMatchObject({ now: undefined, unfinished: undefined, isFirst: false });
  });
});
