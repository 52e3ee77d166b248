import type { PowerCurveAnswer, PowerCurveQuery } from '@grapevine/contracts';
import { addDays, covers, metricOf, type Period, summaryOf } from '@grapevine/metrics';
import { powerCurve, Warehouse } from '@grapevine/warehouse';
import { Injectable } from '@nestjs/common';
import { invalid } from '../http/parse.js';
import { metaOf } from './answer-meta.js';
import { type AskedFilters, readFilters } from './asked-filters.js';
import { type AskedWorkspace, AskedWorkspaceReader } from './asked-workspace.js';

/** Answers `GET /v1/power-curve`: on how many days people come. */
@Injectable()
export class PowerCurveService {
  constructor(
    private readonly warehouse: Warehouse,
    private readonly asked: AskedWorkspaceReader,
  ) {}

  async answer(workspaceId: number, query: PowerCurveQuery): Promise<PowerCurveAnswer> {
    const asked = await this.asked.read(workspaceId, query);
    const filters = readFilters(query.filter, asked.workspace.dimensions, asked.population.kept);
    if (filters.errors.length > 0) throw invalid('The query', [...filters.errors]);
    const last = query.as_of ?? asked.range?.last;
    const window = last === undefined ? undefined : { period: last, start: addDays(last, 1 - query.days), end: last };
    const histogram = window && (await this.histogram(window, query.days, filters, asked));
    const summary = histogram ? summaryOf(histogram) : { active: null, mean_daily_active: null, stickiness: null };
    return {
      data: Array.from({ length: query.days }, (_, i) => ({ days: i + 1, members: histogram?.[i] ?? null })),
      ...summary,
      complete: last !== undefined && last < asked.today,
      // No number is sealed yet: each is computed from the sets when asked.
      sealed: false,
      meta: {
        ...metaOf(metricOf('power_curve'), window ? [window] : [], query.filter, asked),
        grain: 'day',
        days: query.days,
      },
    };
  }

  /** @returns as many numbers as the window has days; undefined where the workspace has no data for it */
  private async histogram(
    window: Period,
    days: number,
    { filters, among }: AskedFilters,
    { population, range }: AskedWorkspace,
  ): Promise<number[] | undefined> {
    if (!covers(range, window, { rollingDays: days })) return undefined;
    const question: Parameters<typeof powerCurve>[0] = {
      ...population,
      fact: 'active',
      from: window.start,
      to: window.end,
      span: 'day',
      among,
      filters,
    };
    const [row] = await this.warehouse.query(powerCurve(question, days));
    return Array.from({ length: days }, (_, i) => row?.histogram[i] ?? 0);
  }
}
