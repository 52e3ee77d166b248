import { describe, expect, it } from '@jest/globals';
import { decisionsIn, ExclusionBasis } from './exclusion-basis.js';

const MARCH = { month: '2013-03-01', members: 2, hash: '18446744073709551615' };
const MAY = { month: '2013-05-01', members: 1, hash: '5' };

describe('the basis of a number', () => {
  it('is the number of decisions where no segment is excluded', () => {
    expect(new ExclusionBasis(3, undefined).of('2013-12-31')).toBe('3');
    expect(decisionsIn('3')).toBe(3);
  });

  it('holds the members of excluded segments who had been seen by the end of its period', () => {
    const basis = new ExclusionBasis(7, [MARCH, MAY]);
    expect(['2013-02-28', '2013-03-01', '2013-04-30', '2013-05-31'].map((end) => basis.of(end))).toEqual([
      '7:0:0',
      '7:2:18446744073709551615',
      '7:2:18446744073709551615',
      '7:3:4',
    ]);
    expect(decisionsIn(basis.of('2013-05-31'))).toBe(7);
  });

  it('is another one where as many other members are excluded', () => {
    const other = new ExclusionBasis(7, [{ ...MARCH, hash: '17' }]);
    expect(other.of('2013-04-30')).not.toBe(new ExclusionBasis(7, [MARCH]).of('2013-04-30'));
  });
});
