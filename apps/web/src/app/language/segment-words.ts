import type { Words } from '../words/en.js';
import type { Language } from './language.js';
import { fill } from './template.js';

const OF_MEMBER = 'member.';

/** A dimension in words; one of the workspace's own keeps its name. `member.` marks a fact of the member. */
export function dimensionWords(dimension: string, words: Words): string {
  const named: Readonly<Record<string, string>> = words.dimensions;
  if (!dimension.startsWith(OF_MEMBER)) return named[dimension] ?? dimension;
  const fact = dimension.slice(OF_MEMBER.length);
  return fact === 'signed_up' ? words.filter.signedUp : fill(words.filter.atSignup, { dimension: named[fact] ?? fact });
}

/** A value of a dimension in words; what a service names itself stays as it is. */
export function segmentWords(dimension: string, value: string, { words, format }: Language): string {
  if (value === '(other)') return words.segments.other;
  if (value === 'unknown') return words.segments.unknown;
  if (dimension.endsWith('country')) return format.country(value);
  const named: Readonly<Record<string, string>> = words.segments;
  const isNamed = dimension.endsWith('platform') || dimension.endsWith('source');
  return (isNamed ? named[value] : undefined) ?? value;
}
