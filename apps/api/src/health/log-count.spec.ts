import { describe, expect, it } from '@jest/globals';
import { worthOf } from './log-count.js';

const COUNT = { events: 10, identities: 10, revision: 1, batches: 7, at: 1_000, tookMs: 400 };
const now = (milliseconds: number, other: object = {}) => ({
  ...{ batches: 7, revision: 1, at: COUNT.at + milliseconds },
  ...other,
});
const DEAR = { ...COUNT, tookMs: 6_000 };

describe('a count of the log', () => {
  it('holds while no batch has come, for a minute', () => {
    expect(worthOf(COUNT, now(0))).toBe('as_of_now');
    expect(worthOf(COUNT, now(59_000))).toBe('as_of_now');
    expect(worthOf(COUNT, now(61_000))).toBe('none');
  });

  it.each([{ batches: 8 }, { batches: 6 }, { revision: 2 }])(
    'is none once there is another %j, however young it is',
    (other) => {
      expect(worthOf(COUNT, now(1, other))).toBe('none');
    },
  );

  it('that was dear is given as it was until counting again takes a twentieth of the time', () => {
    expect(worthOf(DEAR, now(119_000, { batches: 8 }))).toBe('as_it_was');
    expect(worthOf(DEAR, now(121_000, { batches: 8 }))).toBe('none');
    expect(worthOf(DEAR, now(119_000))).toBe('as_of_now');
    expect(worthOf(DEAR, now(121_000))).toBe('none');
  });
});
