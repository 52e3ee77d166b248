import { DEFAULT_HORIZON_DAYS, type DeliveryAnswer, type DeliveryQuery, type DeliveryRow } from '@grapevine/contracts';
import { metricOf, type Period } from '@grapevine/metrics';
import { Injectable } from '@nestjs/common';
import { invalid } from '../http/parse.js';
import { metaOf } from '../query/answer-meta.js';
import { type AskedWorkspace, AskedWorkspaceReader } from '../query/asked-workspace.js';
import { planPeriods } from '../query/periods.plan.js';
import { readDeliveryFilters } from './delivery-filters.js';
import type { DeliveryLine } from './delivery-line.js';
import { DeliveryReader } from './delivery-reader.js';

/** Answers `GET /v1/delivery`: what became of the messages. */
@Injectable()
export class DeliveryService {
  constructor(
    private readonly asked: AskedWorkspaceReader,
    private readonly reader: DeliveryReader,
  ) {}

  async answer(workspaceId: number, query: DeliveryQuery): Promise<DeliveryAnswer> {
    const asked = await this.asked.read(workspaceId, query);
    const { filters, errors } = readDeliveryFilters(query.filter, asked.population.kept);
    if (errors.length > 0) throw invalid('The query', [...errors]);
    const { grain, by, limit } = query;
    const periods = planPeriods(query, undefined, asked.range);
    const scope = { grain, periods, filters };
    const lines =
      by === undefined ? [await this.reader.total(asked, scope)] : await this.reader.largest(asked, scope, by, limit);
    return {
      data: lines.flatMap((line) => periods.map((period) => rowOf(line, period, asked))),
      meta: {
        ...metaOf(metricOf('delivery'), periods, query.filter, asked),
        grain,
        ...(by === undefined ? {} : { by }),
        horizon_days: DEFAULT_HORIZON_DAYS,
        channels: asked.workspace.channels,
      },
    };
  }
}

function rowOf(line: DeliveryLine, period: Period, { today }: AskedWorkspace): DeliveryRow {
  const { figures, maturing, sealed } = line.at(period);
  return {
    ...period,
    ...figures,
    maturing,
    complete: period.end < today,
    sealed,
    ...(line.segment === undefined ? {} : { segment: line.segment }),
  };
}
