import type { Filter } from '../view/filter.js';
import type { Language } from './language.js';
import { dimensionWords, segmentWords } from './segment-words.js';

/** A filter in words: any of these values. */
export function filterWords({ dimension, values }: Filter, language: Language): string {
  const { words, format, say } = language;
  const names = values.map((value) => segmentWords(dimension, value, language));
  return say(words.filter.is, { dimension: dimensionWords(dimension, words), values: format.either(names) });
}
