import {
  DELIVERY_TABLE,
  DeliveryQuery,
  EventExportQuery,
  EXPORT_ADDRESSES,
  EXPORT_PARAMETERS,
  type ExportQuestion,
  GROWTH_TABLE,
  type Grain,
  GrowthQuery,
  POWER_CURVE_TABLE,
  PowerCurveQuery,
  RETENTION_TABLE,
  RetentionQuery,
  SERIES_TABLE,
  SeriesQuery,
} from '@grapevine/contracts';
import type { ExportPeriod } from '@grapevine/exports';
import { daysFromTo } from '@grapevine/metrics';
import { Injectable } from '@nestjs/common';
import { DeliveryService } from '../delivery/delivery.service.js';
import { EventLogService } from '../event-log/event-log.service.js';
import { parse } from '../http/parse.js';
import { GrowthService } from '../query/growth.service.js';
import { PowerCurveService } from '../query/power-curve.service.js';
import { RetentionService } from '../query/retention.service.js';
import { SeriesService } from '../query/series.service.js';
import { WorkspaceStore } from '../workspaces/workspace-store.js';
import { type ExportTable, logTableOf, tableOf } from './export-table.js';

const WHAT = 'The question';

/** A question as its address would be asked it. */
interface Addressed {
  readonly of: ExportQuestion['of'];
  readonly parameters: Readonly<Record<string, string | string[]>>;
}

/** Asks saved questions: of the same services, with the same parameters, as their addresses do. */
@Injectable()
export class ExportQuestions {
  constructor(
    private readonly workspaces: WorkspaceStore,
    private readonly series: SeriesService,
    private readonly growth: GrowthService,
    private readonly retention: RetentionService,
    private readonly powerCurve: PowerCurveService,
    private readonly delivery: DeliveryService,
    private readonly events: EventLogService,
  ) {}

  /** @throws ProblemError 422 where the question cannot be asked like this; what the warehouse says */
  async ask(workspace: number, question: ExportQuestion, period: ExportPeriod): Promise<ExportTable> {
    const { of, parameters } = addressed(question, period);
    switch (of) {
      case 'series': {
        const answer = await this.series.answer(workspace, parse(SeriesQuery, parameters, WHAT));
        return tableOf(SERIES_TABLE, { of, answer });
      }
      case 'growth': {
        const answer = await this.growth.answer(workspace, parse(GrowthQuery, parameters, WHAT));
        return tableOf(GROWTH_TABLE, { of, answer });
      }
      case 'retention': {
        const answer = await this.retention.answer(workspace, parse(RetentionQuery, parameters, WHAT));
        return tableOf(RETENTION_TABLE, { of, answer });
      }
      case 'power_curve': {
        const answer = await this.powerCurve.answer(workspace, parse(PowerCurveQuery, parameters, WHAT));
        return tableOf(POWER_CURVE_TABLE, { of, answer });
      }
      case 'delivery': {
        const answer = await this.delivery.answer(workspace, parse(DeliveryQuery, parameters, WHAT));
        return tableOf(DELIVERY_TABLE, { of, answer });
      }
      case 'events':
        return this.log(workspace, parse(EventExportQuery, parameters, WHAT));
    }
  }

  private async log(workspace: number, query: EventExportQuery): Promise<ExportTable> {
    const { definitionVersion, timeZone } = await this.workspaces.get(workspace);
    return logTableOf(await this.events.log(workspace, query), definitionVersion, timeZone);
  }
}

/** @returns the address of the API, with its parameters, that answers the same */
export function addressOf(question: ExportQuestion, period: ExportPeriod): string {
  const { of, parameters } = addressed(question, period);
  const query = new URLSearchParams();
  for (const [name, values] of Object.entries(parameters)) {
    for (const value of [values].flat()) query.append(name, value);
  }
  return `${EXPORT_ADDRESSES[of]}?${query}`;
}

/** @returns how long a period of the question is: an answer has whole ones @throws ProblemError 422 where its parameters are wrong */
export function grainOf({ of, parameters }: ExportQuestion): Grain {
  const parsed = parse(EXPORT_PARAMETERS[of], asText(parameters), WHAT);
  return 'grain' in parsed ? parsed.grain : 'day';
}

/** The power curve of a period is that of the window which it is. */
function addressed({ of, parameters }: ExportQuestion, { start, end }: ExportPeriod): Addressed {
  const days: Record<string, string> =
    of === 'power_curve' ? { as_of: end, days: String(daysFromTo(start, end)) } : { from: start, to: end };
  return { of, parameters: { ...asText(parameters), ...days } };
}

const asText = (parameters: ExportQuestion['parameters']): Record<string, string | string[]> =>
  Object.fromEntries(
    Object.entries(parameters).map(([name, value]) => [name, Array.isArray(value) ? value : String(value)]),
  );
