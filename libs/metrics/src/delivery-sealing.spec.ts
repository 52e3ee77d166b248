import { describe, expect, it } from '@jest/globals';
import { periodOf } from './calendar.js';
import { deliveryInputs, isDeliverySealable } from './delivery-sealing.js';
import { TouchLog } from './sealing.js';

const NOVEMBER = periodOf('2013-11-15', 'month');
const touched = (day: string, touchedAt: number) => ({ day, version: touchedAt, touchedAt });
const moment = (overBefore: string, ...touches: ReturnType<typeof touched>[]) => ({
  ...{ range: { first: '2013-01-01', last: '2013-12-31' }, quietSince: 100, overBefore },
  touches: new TouchLog(touches),
});

describe('figures of delivery', () => {
  it('are decided by all days up to the end of the horizon', () => {
    expect(deliveryInputs(NOVEMBER, 7)).toEqual({ from: undefined, to: '2013-12-07' });
  });

  it.each([
    ['before the horizon is over', moment('2013-12-07'), false],
    ['when it is', moment('2013-12-08'), true],
    ['when its last day was touched lately', moment('2013-12-08', touched('2013-12-07', 101)), false],
    ['when a day long before was touched lately', moment('2013-12-08', touched('2013-01-07', 101)), false],
    ['when they have been quiet', moment('2013-12-08', touched('2013-11-07', 100), touched('2013-12-08', 101)), true],
    [
      'of days without an event while those after them are not quiet',
      moment('2013-12-08', touched('2013-10-07', 100), touched('2013-12-08', 101)),
      false,
    ],
    [
      'of a period after the last event',
      { ...moment('2013-12-08'), range: { first: '2013-01-01', last: '2013-10-31' } },
      false,
    ],
  ])('may be sealed, or not: %s', (_, at, expected) => {
    expect(isDeliverySealable(NOVEMBER, 'month', 7, at)).toBe(expected);
  });
});
