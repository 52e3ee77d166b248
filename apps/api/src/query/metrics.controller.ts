import { DELIVERY_DIMENSIONS, type MetricDescription, type MetricList } from '@grapevine/contracts';
import { METRICS, type Metric } from '@grapevine/metrics';
import { Controller, Get, Req } from '@nestjs/common';
import { Requires } from '../workspaces/access.guard.js';
import type { AuthorisedRequest } from '../workspaces/principal.js';
import { WorkspaceStore } from '../workspaces/workspace-store.js';
import { memberFacts } from './asked-filters.js';

@Controller('v1/metrics')
@Requires('read')
export class MetricsController {
  constructor(private readonly workspaces: WorkspaceStore) {}

  @Get()
  async list(@Req() { principal }: AuthorisedRequest): Promise<MetricList> {
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
