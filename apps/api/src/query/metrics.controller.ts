import type { MetricList } from '@grapevine/contracts';
import { METRICS } from '@grapevine/metrics';
import { Controller, Get, Req } from '@nestjs/common';
import { Requires } from '../workspaces/access.guard.js';
import type { AuthorisedRequest } from '../workspaces/principal.js';
import { WorkspaceStore } from '../workspaces/workspace-store.js';

@Controller('v1/metrics')
@Requires('read')
export class MetricsController {
  constructor(private readonly workspaces: WorkspaceStore) {}

  @Get()
  async list(@Req() { principal }: AuthorisedRequest): Promise<MetricList> {
    const { dimensions } = await this.workspaces.get(principal.workspaceId);
    return {
      data: METRICS.map(({ id, version, name, text, unit, grains, windows, emptyPeriod }) => ({
        id,
        version,
        name,
        text,
        unit,
        grains: [...grains],
        windows: [...windows],
        dimensions,
        empty_period: `${emptyPeriod} from the first event through the last one; null before and after`,
      })),
    };
  }
}
