import { describe, expect, it } from '@jest/globals';
import { en } from '../words/en.js';
import { createFormat } from './format.js';
import { createLanguage } from './language.js';
import { fill, pieces } from './template.js';

const english = createFormat({ numbers: 'en-US', dates: 'en-GB' });
const german = createFormat({ numbers: 'de-DE', dates: 'de-DE' });

describe('templates', () => {
  it('put values into slots, in the order of the language', () => {
    expect(fill('{people} used {product}.', { product: 'Acme', people: '3 people' })).toBe('3 people used Acme.');
    expect(fill('{product} hatten {people}.', { product: 'Acme', people: '3 Personen' })).toBe(
      'Acme hatten 3 Personen.',
    );
    expect(pieces('{a} b')).toEqual([{ slot: 'a' }, { text: ' b' }]);
  });

  it('show a slot that nobody filled', () => {
    expect(fill('{people} used it', {})).toBe('{people} used it');
  });
});

describe('numbers and times', () => {
  it('are exact while they are short, and have three digits after that', () => {
    expect(english.short(1038)).toBe('1,038');
    expect(english.short(99_999)).toBe('99,999');
    expect(english.short(262_144)).toBe('262\u202fK');
    expect(english.short(1_040_000)).toBe('1.04\u202fM');
    expect(german.short(1_040_000)).toBe('1,04\u00a0Mio.');
  });

  it('carry the sign of a change', () => {
    expect(english.change(725)).toBe('+725');
    expect(english.change(-51)).toBe('−51');
    expect(english.change(0)).toBe('0');
    expect(english.percentChange(2.3163)).toBe('+231.6%');
  });

  it('are days of the workspace, whatever this computer’s zone', () => {
    expect(english.day('2004-10-26')).toBe('26 Oct 2004');
    expect(english.month('2004-05-01')).toBe('May 2004');
    expect(german.month('2004-05-01')).toBe('Mai 2004');
    expect(english.instant('2026-11-22T13:46:10.000Z', 'UTC')).toBe('22 Nov 2026, 13:46 UTC');
  });

  it('tell an age', () => {
    expect(english.ago(4_000)).toBe('4 seconds ago');
    expect(english.ago(185_000)).toBe('3 minutes ago');
    expect(english.ago(2 * 3_600_000)).toBe('2 hours ago');
  });
});

describe('a language', () => {
  it('chooses the form of a plural by its own rules', () => {
    const { count, words } = createLanguage({ numbers: 'en-US', dates: 'en-GB' }, en);
    expect(count(words.headline.people, 1)).toBe('1 person');
    expect(count(words.headline.people, 1038)).toBe('1,038 people');
    const polish = createLanguage({ numbers: 'pl-PL', dates: 'pl-PL' }, en);
    const people = { one: '{n} osoba', few: '{n} osoby', many: '{n} osób', other: '{n} osoby' };
    expect([1, 3, 5].map((n) => polish.count(people, n))).toEqual(['1 osoba', '3 osoby', '5 osób']);
  });
});
