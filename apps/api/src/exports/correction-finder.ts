import type { ExportManifest, ExportQuestion } from '@grapevine/contracts';
import {
  ExportCorrections,
  type ExportRecord,
  type LastDelivery,
  Restatements,
  type SeenState,
} from '@grapevine/database';
import type { ExportPeriod } from '@grapevine/exports';
import { findSeriesMetric, isOfDeliveries, SERIES_METRICS } from '@grapevine/metrics';
import { exclusionState, Warehouse } from '@grapevine/warehouse';
import { Injectable } from '@nestjs/common';
import { WorkspaceStore } from '../workspaces/workspace-store.js';

/** The longest horizon of a channel, and the longest time that activation waits for. */
const DAYS_AFTER = 28;
/** Periods of one export that are looked at again after one run; the others after the next ones. */
const MOST_PERIODS = 100;
/** Restated numbers that a manifest lists, the last ones. */
const MOST_NUMBERS = 1_000;

const DELIVERY_METRICS = new Set(SERIES_METRICS.filter(isOfDeliveries).map(({ id }) => id));

/** Knows what of a delivered period has changed since. */
@Injectable()
export class CorrectionFinder {
  constructor(
    private readonly corrections: ExportCorrections,
    private readonly restatements: Restatements,
    private readonly warehouse: Warehouse,
    private readonly workspaces: WorkspaceStore,
  ) {}

  /** What a question that is asked after this sees, at least. */
  async seen(workspaceId: number): Promise<SeenState> {
    const { revision } = await this.workspaces.get(workspaceId);
    const [state] = await this.warehouse.query(exclusionState(workspaceId));
    return {
      touchVersion: await this.corrections.touchVersion(workspaceId, revision),
      exclusionDecisions: state?.decisions ?? 0,
    };
  }

  lastDelivery(exportId: string, period: ExportPeriod): Promise<LastDelivery | undefined> {
    return this.corrections.lastDelivery(exportId, period);
  }

  /** What a manifest says of the delivery that its file replaces. @param sha256 of the new file */
  async restates(
    { workspaceId, question }: ExportRecord,
    period: ExportPeriod,
    last: LastDelivery,
    sha256: string,
  ): Promise<NonNullable<ExportManifest['restates']>> {
    const { revision } = await this.workspaces.get(workspaceId);
    const since = last.attemptedAt.getTime();
    const days = await this.corrections.daysTouchedSince(workspaceId, revision, last.touchVersion, period);
    const range = { from: period.start, to: period.end };
    const found =
      question.of === 'events' ? [] : await this.restatements.read(workspaceId, MOST_NUMBERS, undefined, range);
    return {
      run_id: last.runId,
      as_of: last.asOf,
      sha256: last.sha256,
      changed: last.sha256 !== sha256,
      late_days: days,
      numbers: found
        .filter(({ restatedAt, metric }) => restatedAt > since && isAskedBy(question, metric))
        .map(({ metric, grain, window, period: name, segment, from, to, restatedAt }) => ({
          ...{ metric, grain, window, period: name, from, to, restated_at: new Date(restatedAt).toISOString() },
          ...(segment ? { segment } : {}),
        })),
    };
  }

  /** Makes runs of the periods that may have to be sent again. */
  async makeRuns({ id, workspaceId, question }: ExportRecord): Promise<void> {
    const { revision } = await this.workspaces.get(workspaceId);
    const { exclusionDecisions } = await this.seen(workspaceId);
    const concern = { workspaceId, revision, exclusionDecisions, daysAfter: daysAfter(question) };
    await this.corrections.make(id, { ...concern, onlyOwnDays: question.of === 'events' }, MOST_PERIODS);
  }
}

const isDelivery = ({ of, parameters }: ExportQuestion): boolean => {
  if (of === 'delivery') return true;
  const metric = of === 'series' ? findSeriesMetric(String(parameters.metric)) : undefined;
  return metric !== undefined && isOfDeliveries(metric);
};

/** Numbers of deliveries are restated metric by metric; all others as the counts that they are made of. */
function isAskedBy(question: ExportQuestion, metric: string): boolean {
  if (!isDelivery(question)) return !DELIVERY_METRICS.has(metric);
  return question.of === 'series' ? metric === question.parameters.metric : DELIVERY_METRICS.has(metric);
}

function daysAfter(question: ExportQuestion): number {
  const waits = question.of === 'series' && /^(activation|time_to_first)/.test(String(question.parameters.metric));
  return isDelivery(question) || waits ? DAYS_AFTER : 0;
}
