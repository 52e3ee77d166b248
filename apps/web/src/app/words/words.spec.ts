import { describe, expect, it } from '@jest/globals';
import { textsOf } from '../../../../../test/support/words-of.js';
import { exportsDe } from '../../pages/exports/words/de.js';
import { exportsEn } from '../../pages/exports/words/en.js';
import { pieces } from '../language/template.js';
import { de } from './de.js';
import { en } from './en.js';

type Texts = Record<string, string>;

/** What stands in the place of the server's own words, which are English. */
const without = ({ problems: _, faults: __, metrics: ___, ...words }: typeof en): object => words;
const withoutFaults = ({ faults: _, ...words }: typeof exportsEn): object => words;

const slotsOf = (text: string): string[] =>
  pieces(text)
    .flatMap((piece) => ('slot' in piece ? [piece.slot] : []))
    .sort();

describe.each([
  ['German', without(en), without(de)],
  ['German exports', withoutFaults(exportsEn), withoutFaults(exportsDe)],
])('%s', (_name, first, words) => {
  const [english, other] = [textsOf(first), textsOf(words)];

  it('has every text that English has, and says something in each', () => {
    expect(Object.keys(other).sort()).toEqual(Object.keys(english).sort());
    expect(Object.entries(other).filter(([, text]) => text.trim() === '')).toEqual([]);
  });

  it('fills the same slots', () => {
    const slots = (texts: Texts) =>
      Object.fromEntries(Object.entries(texts).map(([at, text]) => [at, [...new Set(slotsOf(text))]]));
    expect(slots(other)).toEqual(slots(english));
  });
});
