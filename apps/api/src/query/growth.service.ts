import type { GrowthAnswer, GrowthQuery, GrowthRow } from '@grapevine/contracts';
import { accountsOf, covers, growthNeeds, metricOf, type Period, withEarlier } from '@grapevine/metrics';
import type { Logger } from '@grapevine/observability';
import { Warehouse } from '@grapevine/warehouse';
import { Inject, Injectable } from '@nestjs/common';
import { LOGGER } from '../engines/tokens.js';
import { invalid } from '../http/parse.js';
import { metaOf } from './answer-meta.js';
import { readFilters } from './asked-filters.js';
import { type AskedWorkspace, AskedWorkspaceReader } from './asked-workspace.js';
import { type CountLine, CountLineReader } from './count-lines.js';
import { CountFetcher, type CountScope, type Segments } from './counts.fetch.js';
import { dimensionErrors, planPeriods, refuseTooManyPoints } from './periods.plan.js';

/** Answers `GET /v1/growth`: who came, stayed, came back and left, and whether it adds up. */
@Injectable()
export class GrowthService {
  private readonly fetcher: CountFetcher;

  constructor(
    warehouse: Warehouse,
    private readonly asked: AskedWorkspaceReader,
    private readonly lines: CountLineReader,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {
    this.fetcher = new CountFetcher(warehouse);
  }

  async answer(workspaceId: number, query: GrowthQuery): Promise<GrowthAnswer> {
    const asked = await this.asked.read(workspaceId, query);
    const { range, today, dayAgo } = asked;
    const { dimensions } = asked.workspace;
    const { filters, among, errors: wrong } = readFilters(query.filter, dimensions, asked.population.kept);
    const errors = [...dimensionErrors(query.by, [], dimensions), ...wrong];
    if (errors.length > 0) throw invalid('The query', errors);
    const periods = planPeriods(query, undefined, range);
    const scope = { population: { ...asked.population, among }, filters };
    const segments = await this.segments(query, periods, asked, scope);
    const requests = growthNeeds({ span: query.grain, periods, over: 1, range, today, dayAgo });
    const rowsOf = (lines: readonly CountLine[]): GrowthRow[] =>
      lines.flatMap((line) => periods.map((period) => rowOf(line, period, query, asked)));
    let data = rowsOf(await this.lines.read(asked, requests, scope, segments));
    if (!holds(data)) {
      // Stored counts and computed ones are of two moments, and an event between them touches only one.
      const again = rowsOf(await this.lines.read(asked, requests, scope, segments));
      this.report(again, query, asked);
      if (holds(again)) data = again;
      else data = withBreaches(rowsOf(await this.lines.read(asked, requests, scope, segments, 'sets')), again);
    }
    return {
      data,
      meta: {
        ...metaOf(metricOf('growth'), periods, query.filter, asked),
        grain: query.grain,
        ...(query.by === undefined ? {} : { by: query.by }),
        identity_holds: holds(data),
      },
    };
  }

  private async segments(
    { by, grain, limit }: GrowthQuery,
    periods: readonly Period[],
    { range }: AskedWorkspace,
    scope: CountScope,
  ): Promise<Segments | undefined> {
    if (by === undefined) return undefined;
    const known = periods.filter((period) => covers(range, period, grain));
    const request = { span: grain, periods: known };
    const before = withEarlier({ span: grain, periods }, 1)
      .slice(0, 1)
      .filter((period) => covers(range, period, grain));
    const segments = await this.fetcher.segments('active_members', request, scope, by, limit, before);
    refuseTooManyPoints(periods.length, segments.names.length);
    return segments;
  }

  private report(rows: readonly GrowthRow[], { grain, filter }: GrowthQuery, { workspace }: AskedWorkspace): void {
    for (const row of rows) {
      if (row.identity_holds) continue;
      this.logger.error(
        { workspace: workspace.id, grain, filters: filter.length, ...row },
        'Growth does not add up: A(p) is not A(p-1) + new + resurrected - churned. The answer says so, and is computed from the sets.',
      );
    }
  }
}

const holds = (rows: readonly GrowthRow[]): boolean => rows.every((row) => row.identity_holds);

/** The numbers of the sets, and which of them stored numbers contradict: right or not, that is never passed over. */
const withBreaches = (rows: readonly GrowthRow[], read: readonly GrowthRow[]): GrowthRow[] =>
  rows.map((row, i) => ({ ...row, identity_holds: row.identity_holds && read[i]?.identity_holds === true }));

function rowOf(
  { segment, counts }: CountLine,
  period: Period,
  { grain }: GrowthQuery,
  { today }: AskedWorkspace,
): GrowthRow {
  return {
    ...period,
    ...accountsOf(period, grain, counts),
    complete: period.end < today,
    ...(segment === undefined ? {} : { segment }),
  };
}
