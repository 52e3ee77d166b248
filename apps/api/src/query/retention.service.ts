import type { CohortRow, RetentionAnswer, RetentionQuery } from '@grapevine/contracts';
import { covers, type Meeting, metricOf, type Period, periodBefore, retainedOf } from '@grapevine/metrics';
import { COHORT_SIZE, retention, Warehouse } from '@grapevine/warehouse';
import { Injectable } from '@nestjs/common';
import { invalid } from '../http/parse.js';
import { metaOf } from './answer-meta.js';
import { type AskedFilters, readFilters } from './asked-filters.js';
import { type AskedWorkspace, AskedWorkspaceReader } from './asked-workspace.js';
import { planPeriods } from './periods.plan.js';

/** Cohorts times the periods that each meets: what the warehouse has to intersect in every chunk. */
const MOST_MEETINGS = 400_000;

/** Answers `GET /v1/retention`: what became of those who came at one time. */
@Injectable()
export class RetentionService {
  constructor(
    private readonly warehouse: Warehouse,
    private readonly asked: AskedWorkspaceReader,
  ) {}

  async answer(workspaceId: number, query: RetentionQuery): Promise<RetentionAnswer> {
    const asked = await this.asked.read(workspaceId, query);
    const filters = readFilters(query.filter, asked.workspace.dimensions, asked.population.kept);
    if (filters.errors.length > 0) throw invalid('The query', [...filters.errors]);
    const cohorts = planPeriods(query, undefined, asked.range);
    refuseTooManyMeetings(query, cohorts.length);
    const data = await this.rows(query, filters, cohorts, asked);
    const { grain, cohort, mode, periods } = query;
    return {
      data,
      meta: { ...metaOf(metricOf('retention'), cohorts, query.filter, asked), grain, cohort, mode, periods },
    };
  }

  private async rows(
    query: RetentionQuery,
    filters: AskedFilters,
    cohorts: readonly Period[],
    asked: AskedWorkspace,
  ): Promise<CohortRow[]> {
    const { range, today } = asked;
    const { grain, mode } = query;
    const reached = periodsFrom(cohorts, query);
    const known = reached.map((period) => period.end < today && covers(range, period, grain));
    const met = await this.meetings(query, filters, cohorts, asked, reached);
    return cohorts.map(({ period, start, end }, i) => {
      const meetings = met.get(i) ?? [];
      const size = meetings.find((meeting) => meeting.period === COHORT_SIZE)?.members ?? 0;
      const others = meetings.filter((meeting) => meeting.period !== COHORT_SIZE);
      return {
        cohort: period,
        start,
        end,
        size: covers(range, { period, start, end }, grain) ? size : null,
        retained: retainedOf(i, others, { mode, count: query.periods, known: (position) => known[position] === true }),
        complete: end < today,
        // No number is sealed yet: each is computed from the sets when asked.
        sealed: false,
      };
    });
  }

  /** By the positions of the cohorts. */
  private async meetings(
    { cohort, mode, grain, periods }: RetentionQuery,
    { filters, among }: AskedFilters,
    cohorts: readonly Period[],
    { population, range }: AskedWorkspace,
    reached: readonly Period[],
  ): Promise<ReadonlyMap<number, Meeting[]>> {
    const byCohort = new Map<number, Meeting[]>();
    const [from, to] = [cohorts[0]?.start, reached.at(-1)?.end];
    // Without a cohort in reach of the events nothing is known, and nothing needs to be asked.
    if (from === undefined || to === undefined || !cohorts.some((period) => covers(range, period, grain)))
      return byCohort;
    const rows = await this.warehouse.query(
      retention({
        ...population,
        ...{ among, filters, cohort, mode, span: grain, from, to },
        cohorts: cohorts.length,
        offsets: periods,
      }),
    );
    for (const row of rows) byCohort.set(row.cohort, [...(byCohort.get(row.cohort) ?? []), row]);
    return byCohort;
  }
}

/** @throws ProblemError 422 */
function refuseTooManyMeetings({ mode, periods }: RetentionQuery, cohorts: number): void {
  // Whoever came back at any later time is looked for in every later period.
  const meetings = cohorts * (mode === 'on' ? periods : cohorts + periods);
  if (meetings <= MOST_MEETINGS) return;
  const message = `${cohorts} cohorts over ${periods} periods are too many at once: ask for fewer of either, or a coarser grain`;
  throw invalid('The query', [{ parameter: 'periods', message }]);
}

/** The periods of the cohorts, and as many after the last as its offsets reach. */
function periodsFrom(cohorts: readonly Period[], { grain, periods }: RetentionQuery): Period[] {
  const last = cohorts.at(-1);
  if (!last) return [];
  return [...cohorts, ...Array.from({ length: periods - 1 }, (_, i) => periodBefore(last, grain, -(i + 1)))];
}
