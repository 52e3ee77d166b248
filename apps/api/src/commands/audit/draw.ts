/** Draws at random, the same from the same seed: mulberry32 of T. Ettinger. */
export class Draw {
  constructor(private state: number) {}

  /** @returns a whole number from 0 to one less than `count` */
  below(count: number): number {
    this.state = (this.state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.state ^ (this.state >>> 15), this.state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * count);
  }

  /** @throws Error where there is none */
  one<T>(items: readonly T[]): T {
    if (items.length === 0) throw new Error('There is nothing to draw from.');
    return items[this.below(items.length)] as T;
  }

  /** So many of them, in their order; all where there are no more. */
  some<T>(items: readonly T[], most: number): T[] {
    let [left, wanted] = [items.length, Math.min(most, items.length)];
    return items.filter(() => {
      const isDrawn = this.below(left--) < wanted;
      if (isDrawn) wanted--;
      return isDrawn;
    });
  }
}
