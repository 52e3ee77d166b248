import { type Days, dayWords, periodWords, type Span, when } from './period-words.js';
import { opennessOf, type Point, type Reach } from './point-facts.js';

/** What an answer says of its periods and its data. */
export type Told = Span & Reach & { readonly filter?: readonly string[] | undefined };

/** ` (platform:ios)`, where not all events count */
export const filterWords = ({ filter = [] }: Told): string => (filter.length === 0 ? '' : ` (${filter.join(', ')})`);

/** Says that a period has no value, and why. @param what has none: `no data` */
export function missingClause(point: Days, told: Told, what = 'no data'): string {
  const { data_through } = told;
  const isAfter = data_through !== null && data_through < point.start;
  return `${what} ${when(point, told)}${isAfter ? `, as the data ends on ${dayWords(data_through)}` : ''}`;
}

/** Says that a value is not that of its whole period, so that nobody takes it for a fall. @param value where it is still to be said */
export function openNote(open: Point, told: Told, value: string | undefined): string {
  const name = periodWords(open, told);
  const until = (words: string): string => (value === undefined ? '' : `: ${value} ${words}`);
  switch (opennessOf(open, told)) {
    case 'cut':
      return `The data ends on ${dayWords(told.data_through ?? open.end)}, before ${name} does${until('until then')}.`;
    case 'maturing':
      return `Receipts that count may still come for ${name}${until('until now')}.`;
    default:
      return `${capital(name)} is not over${until('so far')}.`;
  }
}

/** Says that the data begins within a period. @param points of which the first such one is told */
export function beginNote(points: readonly (Days | undefined)[], told: Told): string[] {
  const { data_from } = told;
  if (data_from === null) return [];
  const partly = points.find((point) => point && point.start < data_from && data_from <= point.end);
  return partly
    ? [`The data begins on ${dayWords(data_from)}: ${periodWords(partly, told)} is not covered whole.`]
    : [];
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
