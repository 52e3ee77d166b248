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
  const { now, comparison, unfinished } = headlineFacts(monthly(values, running), reach);
  return {
    now: now?.period,
    before: comparison?.before.period,
    change: comparison?.change,
    reach: comparison?.reach,
    unfinished: unfinished?.period,
  };
};

describe('the facts of the headline', () => {
  it('compares the last complete month with four months earlier', () => {
    expect(facts(COLLEGE, false, '2004-10-31')).toEqual({
      now: '2004-10',
      before: '2004-06',
      change: -576,
      reach: 'four_months',
      unfinished: undefined,
    });
  });

  it('never takes a month for complete that the data does not reach to the end of', () => {
    const september = { now: '2004-09', before: '2004-05', change: -783, unfinished: '2004-10' };
    expect(facts(COLLEGE)).toMatchObject(september);
    expect(facts(COLLEGE, true)).toMatchObject(september);
    expect(facts(COLLEGE, false, '2004-10-30')).toMatchObject(september);
  });

  it('compares with where the data begins when that is nearer', () => {
    expect(facts(COLLEGE.slice(0, 2))).toMatchObject({
      now: '2004-05',
      before: '2004-04',
      change: 725,
      reach: 'begin_of_data',
    });
    expect(facts(COLLEGE.slice(0, 4))).toMatchObject({ before: '2004-04', change: 47, reach: 'begin_of_data' });
  });

  it('says so when only the range is too short, not the data', () => {
    const months = monthly(COLLEGE).slice(4);
    const { comparison } = headlineFacts(months, { data_from: '2004-04-15', data_through: '2004-10-31' });
    expect(comparison).toMatchObject({ reach: 'begin_of_range', change: -123 });
  });

  it('skips months without a value on both sides', () => {
    expect(facts([313, 1038, null, 360, 287, 255, null])).toMatchObject({
      now: '2004-09',
      before: '2004-05',
      reach: 'four_months',
    });
    expect(facts([313, null, 740, 360, 287, 255])).toMatchObject({
      now: '2004-09',
      before: '2004-06',
      reach: 'begin_of_range',
    });
  });

  it('has nothing to compare in the first month, and only an unfinished one before its end', () => {
    expect(facts([313])).toMatchObject({ now: '2004-04', before: undefined });
    expect(facts([313], true)).toMatchObject({ now: undefined, unfinished: '2004-04' });
    expect(facts([313], false, '2004-04-29')).toMatchObject({ now: undefined, unfinished: '2004-04' });
    expect(facts([])).toMatchObject({ now: undefined, unfinished: undefined });
  });
});
