import {
  DELIVERY_DIMENSIONS,
  METRICS_TABLE,
  type MetricDescription,
  type MetricList,
  MetricListQuery,
} from '@grapevine/contracts';
import { METRICS, type Metric } from '@grapevine/metrics';
import { Controller, Get, Query, Req } from '@nestjs/common';
import { AnswersTable } from '../answers/answer.interceptor.js';
import { parse } from '../http/parse.js';
import { Requires } from '../workspaces/access.guard.js';
import type { AuthorisedRequest } from '../workspaces/principal.js';
import { WorkspaceStore } from '../workspaces/workspace-store.js';
import { memberFacts } from './asked-filters.js';

@Controller('v1/metrics')
@Requires('read')
export class MetricsController {
  constructor(private readonly workspaces: WorkspaceStore) {}

  @Get()
  @AnswersTable(METRICS_TABLE)
  async list(@Req() { principal }: AuthorisedRequest, @Query() query: unknown): Promise<MetricList> {
    parse(MetricListQuery, query, 'The query');
    const { dimensions } = await this.workspaces.get(principal.workspaceId);
    return { data: METRICS.map((metric) => describe(metric, dimensions)) };
  }
}

function describe(metric: Metric, ofWorkspace: string[]): MetricDescription {
  const ofDeliveries = metric.subject === 'deliveries';
  const { id, version, name, text, unit, endpoint, grains, windows, parameters, emptyPeriod, source } = metric;
  return {
    id,
    version,
    name,
    text,
    unit,
    endpoint,
    grains: [...grains],
    windows: [...windows],
    dimensions: ofDeliveries ? [...DELIVERY_DIMENSIONS] : ofWorkspace,
    member_facts: parameters.includes('filter') && !ofDeliveries ? memberFacts(ofWorkspace) : [],
    parameters: [...parameters],
    empty_period: `${emptyPeriod} from the first event through the last one; null before and after`,
    source,
  };
}
