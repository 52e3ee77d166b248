import { randomFrom } from './random.js';

const { LN2 } = Math;

/**
 * e to the power of x out of additions, multiplications and divisions, which every machine rounds alike: the last bits of Math.exp are
 * the engine's own.
 */
function exponential(x: number): number {
  const doublings = Math.floor(x / LN2 + 0.5);
  const rest = x - doublings * LN2;
  let sum = 1;
  for (let term = 16; term >= 1; term--) sum = 1 + (rest / term) * sum;
  for (let i = 0; i < doublings; i++) sum *= 2;
  for (let i = 0; i > doublings; i--) sum /= 2;
  return sum;
}

/** Values with the weights by which they are drawn. */
export type Weighted<T> = readonly (readonly [value: T, weight: number])[];

const totals = new WeakMap<Weighted<unknown>, number>();

/** Tables are drawn from millions of times, and never change. */
function totalOf(table: Weighted<unknown>): number {
  const known = totals.get(table);
  if (known !== undefined) return known;
  const total = table.reduce((sum, [, weight]) => sum + weight, 0);
  totals.set(table, total);
  return total;
}

/** Everything that a simulation leaves to chance, in the order in which it asks: the same seed, the same answers on every machine. */
export class Chance {
  private readonly unit: () => number;

  constructor(seed: number) {
    this.unit = randomFrom(seed);
  }

  happens(probability: number): boolean {
    return this.unit() < probability;
  }

  between(from: number, until: number): number {
    return from + this.unit() * (until - from);
  }

  /** A whole number from `from` to `to`, both included. */
  whole(from: number, to: number): number {
    return from + Math.floor(this.unit() * (to - from + 1));
  }

  pick<T>(items: readonly T[]): T {
    return items[Math.floor(this.unit() * items.length)] as T;
  }

  weighted<T>(table: Weighted<T>): T {
    let left = this.unit() * totalOf(table);
    for (const [value, weight] of table) {
      left -= weight;
      if (left < 0) return value;
    }
    return (table.at(-1) as (typeof table)[number])[0];
  }

  /** Half of all are below the median; two thirds lie within a factor of e^sigma around it. Whole, at least 1. */
  logNormal(median: number, sigma: number): number {
    // The sum of twelve even draws is as good as normal up to six deviations, and needs no logarithm.
    let normal = -6;
    for (let i = 0; i < 12; i++) normal += this.unit();
    return Math.max(1, Math.floor(median * exponential(sigma * normal)));
  }

  /** How often something happens that happens `mean` times on average (Poisson, by Knuth's product of even draws). */
  count(mean: number): number {
    const limit = exponential(-mean);
    let product = this.unit();
    let count = 0;
    for (; product > limit; product *= this.unit()) count++;
    return count;
  }
}
