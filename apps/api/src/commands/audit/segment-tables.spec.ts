import { describe, expect, it } from '@jest/globals';
import { REST } from './kept-values.js';
import { dayNumber } from './local-days.js';
import type { LogFacts, Segment } from './log-recorder.js';
import { MemberDaysRecorder } from './member-days.js';
import { periodsOf } from './periods.js';
import { SegmentTables } from './segment-tables.js';

const NOBODY = { days: [], members: [] };
const MAY = dayNumber('2004-05-01');
const month = periodsOf({ grain: 'month' }).of(MAY);

function segment(...records: readonly [member: number, date: string][]): Segment {
  const recorder = new MemberDaysRecorder();
  for (const [member, date] of records) recorder.add(dayNumber(date), member);
  return { activity: recorder.finish(() => false), signups: NOBODY, invites: NOBODY };
}

const factsOf = (segments: readonly (readonly [string, Segment])[]): LogFacts => ({
  range: { first: MAY - 30, last: MAY + 60 },
  members: 5_000,
  everybody: segment([1, '2004-05-01']),
  segments: new Map([['platform', new Map(segments)]]),
  signupFacts: { came: () => undefined, wait: () => undefined },
  inviterOf: () => 0,
  excluded: new Set(),
  messageEvents: 0,
});

describe('the segments that an answer must show', () => {
  const activeOf = (facts: LogFacts, tellsOthers: boolean) =>
    new SegmentTables(facts, { grain: 'month' }, 'platform')
      .shown('activity', MAY, MAY + 30, tellsOthers)
      .map(({ segment: name, table }) => [name, table.flows.get(month)?.active ?? 0]);

  it('are those with a member in its days, and the others where the answer tells of them', () => {
    const facts = factsOf([
      ['ios', segment([1, '2004-05-01'], [2, '2004-05-02'])],
      ['web', segment([3, '2004-04-30'])],
      ['(other)', segment([4, '2004-05-31'], [1, '2004-05-31'])],
    ]);
    // A sender's own value of this name is one of the others.
    expect(activeOf(facts, false)).toEqual([
      ['ios', 2],
      ['(other)', 2],
    ]);
    const withoutName = factsOf([...(facts.segments.get('platform') ?? [])].slice(0, 2));
    expect(activeOf(withoutName, false)).toEqual([['ios', 2]]);
    expect(activeOf(withoutName, true)).toEqual([
      ['ios', 2],
      ['(other)', 0],
    ]);
  });

  it('are the 1,000 largest by name, of equal ones the first in the order of bytes, and all others as one set', () => {
    const large = ['b', segment([1, '2004-05-01'], [2, '2004-05-01'])] as const;
    const small = Array.from(
      { length: 1_001 },
      (_, i) => [`a${String(i).padStart(4, '0')}`, segment([7, '2004-05-09'])] as const,
    );
    const shown = activeOf(factsOf([...small, large]), false);
    expect(shown.slice(0, 2)).toEqual([
      ['b', 2],
      ['a0000', 1],
    ]);
    expect(shown.slice(-2)).toEqual([
      ['a0998', 1],
      // Two segments of one member.
      ['(other)', 1],
    ]);
    expect(shown).toHaveLength(1_001);
  });

  it('have what is not kept among the others, where it takes the place of none that has a name', () => {
    const rest = [REST, segment([1, '2004-05-01'], [2, '2004-05-01'], [3, '2004-05-01'])] as const;
    const small = Array.from(
      { length: 1_000 },
      (_, i) => [`a${String(i).padStart(4, '0')}`, segment([7, '2004-05-09'])] as const,
    );
    const shown = activeOf(factsOf([rest, ...small]), false);
    expect(shown).toHaveLength(1_001);
    expect(shown.slice(-2)).toEqual([
      ['a0999', 1],
      ['(other)', 3],
    ]);
  });
});
