import { type CountRequest, CountTable, type Period } from '@grapevine/metrics';
import { Warehouse } from '@grapevine/warehouse';
import { Injectable } from '@nestjs/common';
import { type SealedAnswer, SealedCounts } from '../sealing/sealed-counts.js';
import type { AskedWorkspace } from './asked-workspace.js';
import { CountFetcher, type CountScope, type Segments } from './counts.fetch.js';
import { refuseTooManyCounts } from './periods.plan.js';

/** The counts of one segment, or of everybody. */
export interface CountLine {
  /** Undefined: everybody. */
  readonly segment: string | undefined;
  readonly counts: CountTable;
}

/** Reads base counts: stored ones where they are sealed, and computes all others. */
@Injectable()
export class CountLineReader {
  private readonly fetcher: CountFetcher;

  constructor(
    warehouse: Warehouse,
    private readonly sealed: SealedCounts,
  ) {
    this.fetcher = new CountFetcher(warehouse);
  }

  /**
   * @param from `sets`: computes stored counts as well, so that all of a request are of one moment
   * @returns what was requested for everybody, or for each segment, in their order
   */
  async read(
    asked: AskedWorkspace,
    requests: readonly CountRequest[],
    scope: CountScope,
    by: Segments | undefined,
    from: 'anywhere' | 'sets' = 'anywhere',
  ): Promise<CountLine[]> {
    refuseTooManyCounts(requests, by?.names.length ?? 1);
    const lines = (by?.names ?? [undefined]).map((segment) => ({ segment, counts: new CountTable(asked.range) }));
    for (const request of requests) {
      if (by) await this.readSegments(request, scope, by, lines);
      else await this.readTotal(asked, request, scope, lines, from);
    }
    return lines;
  }

  private async readSegments(
    request: CountRequest,
    scope: CountScope,
    by: Segments,
    lines: readonly CountLine[],
  ): Promise<void> {
    const segments = await this.fetcher.bySegment(request, scope, by);
    for (const { segment = '', counts } of lines) counts.add(request, segments.get(segment) ?? new Map());
  }

  private async readTotal(
    asked: AskedWorkspace,
    request: CountRequest,
    scope: CountScope,
    lines: readonly CountLine[],
    from: 'anywhere' | 'sets',
  ): Promise<void> {
    // Only numbers over everybody are ever stored.
    const isEverybody = scope.filters.length === 0 && !scope.population.among?.length;
    const mayBeStored = from === 'anywhere' && isEverybody;
    const sealed: SealedAnswer = mayBeStored ? await this.sealed.read(asked, request) : new Map();
    const periods = withoutSealedEnds(request, sealed);
    const computed = { ...request, periods };
    const answer = periods.length === 0 ? undefined : await this.fetcher.total(computed, scope);
    for (const { counts } of lines) {
      if (answer) counts.add(computed, answer);
      for (const [count, values] of sealed) {
        for (const [period, value] of values) counts.addSealed(count, period, request.span, value);
      }
    }
  }
}

/** The periods from the first to the last of which a count is missing: a question is about consecutive ones. */
function withoutSealedEnds({ counts, periods }: CountRequest, sealed: SealedAnswer): readonly Period[] {
  const missing = (period: Period): boolean => counts.some((count) => !sealed.get(count)?.has(period));
  const first = periods.findIndex(missing);
  return first === -1 ? [] : periods.slice(first, periods.findLastIndex(missing) + 1);
}
