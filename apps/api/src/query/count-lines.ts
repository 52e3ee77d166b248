import { type CountRequest, CountTable, type DataRange } from '@grapevine/metrics';
import type { CountFetcher, CountScope, Segments } from './counts.fetch.js';

/** The counts of one segment, or of everybody. */
export interface CountLine {
  /** Undefined: everybody. */
  readonly segment: string | undefined;
  readonly counts: CountTable;
}

/** Fetches what was requested for everybody, or for each segment, in their order. */
export async function fetchLines(
  fetcher: CountFetcher,
  requests: readonly CountRequest[],
  range: DataRange | undefined,
  scope: CountScope,
  by: Segments | undefined,
): Promise<CountLine[]> {
  const lines = (by?.names ?? [undefined]).map((segment) => ({ segment, counts: new CountTable(range) }));
  for (const request of requests) {
    const everybody = by ? undefined : await fetcher.total(request, scope);
    const segments = by ? await fetcher.bySegment(request, scope, by) : undefined;
    for (const { segment, counts } of lines) {
      const answer = segment === undefined ? everybody : segments?.get(segment);
      counts.add(request, answer ?? new Map());
    }
  }
  return lines;
}
