import { Draw } from './draw.js';

export const BREADTHS = ['complete', 'sample'] as const;
export type BreadthName = (typeof BREADTHS)[number];

/** How much is asked where there is more to ask than an audit has time for. */
export interface Breadth {
  readonly name: BreadthName;
  readonly seed: number;
  readonly draw: Draw;
  /** Values of each dimension that a filter names alone, the largest. */
  readonly values: number;
  /** Of these so many, the largest, are asked about with every question; the others with a few that are drawn. */
  readonly wholeValues: number;
  /** Filters on two dimensions at once. */
  readonly pairs: number;
  /** Periods of signing up that a filter names, of each grain. */
  readonly signupPeriods: number;
  /** Periods to look back. */
  readonly overs: readonly number[];
  /** Lengths of the power curve that ends with the last day. */
  readonly curveDays: readonly number[];
}

const upTo = (last: number): number[] => Array.from({ length: last }, (_, i) => i + 1);

/** @param seed of what is drawn */
export function breadthOf(name: BreadthName, seed: number): Breadth {
  const draw = new Draw(seed);
  if (name === 'complete') {
    const asked = { values: 1_000, wholeValues: 50, pairs: 300, signupPeriods: 50 };
    return { name, seed, draw, ...asked, overs: upTo(120), curveDays: upTo(90) };
  }
  const asked = { values: 1, wholeValues: 0, pairs: 1, signupPeriods: 1 };
  return { name, seed, draw, ...asked, overs: [2, 120], curveDays: [90] };
}
