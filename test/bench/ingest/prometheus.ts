/** Sums of a counter over all of its labels, by name. */
export type Counters = ReadonlyMap<string, number>;

/** Reads the text format of Prometheus; histograms come out as their parts (_bucket, _sum, _count). */
export function parseCounters(text: string): Counters {
  const sums = new Map<string, number>();
  for (const line of text.split('\n')) {
    const match = /^([a-zA-Z_:][\w:]*)(?:\{.*\})? (\S+)/.exec(line);
    if (match) sums.set(match[1] as string, (sums.get(match[1] as string) ?? 0) + Number(match[2]));
  }
  return sums;
}

/** How much a counter has grown. */
export const growth = (before: Counters, after: Counters, name: string): number =>
  (after.get(name) ?? 0) - (before.get(name) ?? 0);
