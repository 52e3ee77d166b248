import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { ProblemError } from '../http/problem-error.js';
import { parseFilter } from './filter.js';

/** What an analyst writes for values that hold commas or backslashes. */
const escape = (value: string) => value.replace(/[\\,]/g, (c) => `\\${c}`);

describe('parseFilter', () => {
  it.each([
    ['platform:ios', 'platform', ['ios']],
    ['platform:ios,android', 'platform', ['ios', 'android']],
    ['app_version:2.11\\,beta,2.12', 'app_version', ['2.11,beta', '2.12']],
    ['source:paid:search', 'source', ['paid:search']],
    ['source:a\\\\,b', 'source', ['a\\', 'b']],
    // A backslash means itself unless it stands before a comma or another one.
    ['source:C:\\new', 'source', ['C:\\new']],
    ['source:a\\', 'source', ['a\\']],
    ["source:x' OR 1=1; --", 'source', ["x' OR 1=1; --"]],
    ['source: a , b ', 'source', [' a ', ' b ']],
    ['source:a\nb', 'source', ['a\nb']],
  ])('%j', (text, dimension, values) => expect(parseFilter(text)).toEqual({ dimension, values }));

  it.each([
    '',
    'platform',
    'platform:',
    ':ios',
    ':',
    'platform:,',
    'platform:ios,',
    'platform:ios,,android',
    'platform=ios',
  ])('refuses %j and shows the form', (text) => {
    expect(() => parseFilter(text)).toThrow(ProblemError);
    expect(() => parseFilter(text)).toThrow('platform:ios,android');
  });

  it('gives back any values that were written with backslashes', () => {
    const values = fc.array(fc.string({ unit: 'binary', minLength: 1 }), { minLength: 1, maxLength: 5 });
    fc.assert(
      fc.property(values, (given) => {
        expect(parseFilter(`source:${given.map(escape).join(',')}`)).toEqual({ dimension: 'source', values: given });
      }),
      { numRuns: 1_000 },
    );
  });
});
