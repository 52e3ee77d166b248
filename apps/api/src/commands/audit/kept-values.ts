import { DataHealth, UNKNOWN_VALUE } from '@grapevine/contracts';
import type { Server } from './server.js';

/** The name of the values of a dimension that have no numbers of their own, as one: no event gives it. */
export const REST = '';

/** Which values of dimensions have numbers of their own. */
export class KeptValues {
  private readonly last: ReadonlyMap<string, Buffer>;

  /** @param last by dimension over its limit: the last value that is kept, by name */
  constructor(private readonly named: Readonly<Record<string, string>> = {}) {
    this.last = new Map(Object.entries(named).map(([dimension, value]) => [dimension, Buffer.from(value)]));
  }

  /** Whether a dimension has more values than are kept. */
  isLimited(dimension: string): boolean {
    return this.last.has(dimension);
  }

  /** Names are in the order of their bytes; `unknown` is always kept. */
  isKept(dimension: string, value: string): boolean {
    const last = this.last.get(dimension);
    return last === undefined || value === UNKNOWN_VALUE || Buffer.compare(Buffer.from(value), last) <= 0;
  }

  /** The segment in which a value is counted. */
  segmentOf(dimension: string, value: string): string {
    return this.isKept(dimension, value) ? value : REST;
  }

  /** What has become of dimensions that keep other values later, each in words. */
  movesTo(later: KeptValues): string[] {
    const dimensions = [...new Set([...Object.keys(this.named), ...Object.keys(later.named)])];
    return dimensions
      .filter((dimension) => this.named[dimension] !== later.named[dimension])
      .map((dimension) => `${dimension} keeps ${this.reach(dimension)} before and ${later.reach(dimension)} after`);
  }

  private reach(dimension: string): string {
    return this.isLimited(dimension) ? `values up to ${JSON.stringify(this.named[dimension])}` : 'all values';
  }
}

/** Up to which value each dimension keeps them at this moment. */
export async function readKeptValues(server: Server): Promise<KeptValues> {
  const { dimension_values: told } = await server.get(DataHealth, '/v1/data-health');
  return new KeptValues(Object.fromEntries(told.over_limit.map((one) => [one.dimension, one.last_kept])));
}
