import { periodsBetween } from '@grapevine/metrics';
import { describe, expect, it } from '@jest/globals';
import { refuseTooManyCounts } from './periods.plan.js';

describe('what an answer may be computed from', () => {
  // 22 years have 8,035 days, and the yearly actives of each segment are wanted besides.
  const years = periodsBetween('2005-01-01', '2026-12-31', 'year', 100);
  const days = periodsBetween('2005-01-01', '2026-12-31', 'day', 10_000);
  const stickiness = [
    { counts: ['active_members'], span: 'year', periods: years },
    { counts: ['active_members'], span: 'day', periods: days },
  ] as const;

  it('is bounded by counts, not by the rows that it shows', () => {
    expect(() => refuseTooManyCounts(stickiness, 200)).not.toThrow();
    expect(() => refuseTooManyCounts(stickiness, 1_001)).toThrow(
      `limit: this takes ${(22 + 8_035) * 1_001} counts, of each period or day and segment, and an answer may take 2000000`,
    );
  });
});
