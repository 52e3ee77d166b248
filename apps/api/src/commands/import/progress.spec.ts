import { describe, expect, it } from '@jest/globals';
import { duration, describe as line, RateMeter } from './progress.js';

const at = (seconds: number, rows: number) => ({ at: seconds * 1000, rows, bytes: rows * 100, rejected: 0 });

describe('RateMeter', () => {
  it('measures the last ten seconds, not the whole run', () => {
    const meter = new RateMeter(at(0, 0));
    for (let second = 1; second <= 20; second++) meter.add(at(second, second * 1000));
    let rate = { rows: 0, bytes: 0 };
    for (let second = 21; second <= 31; second++) rate = meter.add(at(second, 20_000 + (second - 20) * 10));
    expect(rate).toEqual({ rows: 10, bytes: 1000 });
  });

  it('has no rate before time has passed', () => {
    expect(new RateMeter(at(5, 7)).add(at(5, 7))).toEqual({ rows: 0, bytes: 0 });
  });
});

describe('the line of progress', () => {
  const now = { at: 0, bytes: 620, rows: 1234567, rejected: 3 };

  it('has share, rows, rate, remaining time, rejections and why it waits', () => {
    expect(line(now, 1000, { rows: 25310.4, bytes: 10 }, 'the server is busy', true)).toBe(
      '[###############---------] 62%  1,234,567 rows  25,310 rows/s  38 s left  3 rejected  waiting: the server is busy',
    );
  });

  it('leaves out what it does not know', () => {
    expect(line({ ...now, rejected: 0 }, 1000, { rows: 0, bytes: 0 }, undefined, false)).toBe('62%  1,234,567 rows');
    expect(line({ at: 0, bytes: 0, rows: 0, rejected: 0 }, 0, { rows: 0, bytes: 0 }, undefined, false)).toBe(
      '100%  0 rows',
    );
  });
});

describe('duration', () => {
  it.each([
    [0.2, '1 s'],
    [59, '59 s'],
    [187, '3:07 min'],
    [8100, '2:15 h'],
  ])('writes %d seconds as %s', (seconds, text) => {
    expect(duration(seconds)).toBe(text);
  });
});
