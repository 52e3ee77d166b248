import type { DayTouches, NewPoint, SealedDeliveries, SealedPoints } from '@grapevine/database';
import {
  type BaseCount,
  type CountRequest,
  inputsOf,
  isSealable,
  isValid,
  type Period,
  type Span,
  TouchLog,
} from '@grapevine/metrics';
import { LocalDays } from '@grapevine/pipeline';
import type { JobQueues } from '@grapevine/queue';
import { exclusionDecisions, type Warehouse } from '@grapevine/warehouse';
import type { Clock } from '../engines/tokens.js';
import type { AskedWorkspaceReader } from '../query/asked-workspace.js';
import { CountFetcher } from '../query/counts.fetch.js';
import { readPopulation } from '../query/population.js';
import { DeliverySealer } from './delivery-sealer.js';
import { explainer } from './explain.js';
import type { SealingResult, WorkspaceMoment } from './moment.js';
import { basisOf, namesOf } from './sealed-numbers.js';
import { periodsOf, slicesOf } from './slices.js';

const HOUR_MS = 3_600_000;
/** Nothing is sealed while an acknowledged event has waited longer than this. */
const BEHIND_MS = HOUR_MS;
/** Periods that are computed by one question: what is sealed first is there for readers while the rest is computed. */
const SLICE = 100;

const CALENDAR = ['day', 'week', 'month', 'quarter', 'year'] as const;
/** Counts that one question answers together, and the spans that they are sealed for. */
const SERIES: readonly { readonly counts: readonly BaseCount[]; readonly spans: readonly Span[] }[] = [
  {
    counts: ['active_members'],
    spans: [...CALENDAR, { rollingDays: 7 }, { rollingDays: 28 }, { rollingDays: 30 }],
  },
  { counts: ['signups'], spans: CALENDAR },
  { counts: ['new_members', 'retained_members', 'resurrected_members', 'churned_members'], spans: CALENDAR },
];

/** Stores the numbers of periods that are over and quiet, and puts on record where a stored one has changed. */
export class Sealer {
  private readonly fetcher: CountFetcher;
  private readonly deliveries: DeliverySealer;

  constructor(
    private readonly warehouse: Warehouse,
    private readonly asked: AskedWorkspaceReader,
    private readonly points: SealedPoints,
    private readonly touches: DayTouches,
    private readonly queues: Pick<JobQueues, 'pending'>,
    private readonly now: Clock,
    deliveries: SealedDeliveries,
  ) {
    this.fetcher = new CountFetcher(warehouse);
    this.deliveries = new DeliverySealer(warehouse, deliveries);
  }

  /** Seals what can be sealed of a workspace. Doing so again changes nothing. */
  async seal(workspaceId: number): Promise<SealingResult> {
    const result = { sealed: 0, restated: 0 };
    if (await this.isBehind(workspaceId)) return result;
    const moment = await this.moment(workspaceId);
    for (const { counts, spans } of SERIES) {
      for (const span of spans) {
        for (const slice of await this.unsealed(counts, span, moment)) {
          const { sealed, restated } = await this.sealSlice(workspaceId, counts, span, slice);
          result.sealed += sealed;
          result.restated += restated;
        }
      }
    }
    // Last, since they take the longest.
    const run = { workspaceId, moment: () => this.moment(workspaceId), decisions: () => this.decisions(workspaceId) };
    const { sealed, restated } = await this.deliveries.seal(run, moment);
    return { sealed: result.sealed + sealed, restated: result.restated + restated };
  }

  /** What decides whether numbers may be sealed. Read before they are computed: none claims to know of a touch that it may have missed. */
  private async moment(workspaceId: number): Promise<WorkspaceMoment> {
    const asked = await this.asked.read(workspaceId);
    const { workspace, range, asOf } = asked;
    const touches = new TouchLog(await this.touches.read(workspace.id, workspace.revision));
    const quietSince = asOf - workspace.sealGraceHours * HOUR_MS;
    return { asked, range, quietSince, overBefore: new LocalDays(workspace.timeZone).dayOf(quietSince), touches };
  }

  /** Events and decisions go on while others are sealed: each slice is judged by what holds when it is computed. */
  private async sealSlice(
    workspaceId: number,
    counts: readonly BaseCount[],
    span: Span,
    slice: readonly Period[],
  ): Promise<SealingResult> {
    const moment = await this.moment(workspaceId);
    const explain = explainer(moment.touches, moment.asked.population, await this.decisions(workspaceId));
    const points = await this.compute(counts, span, slice, moment);
    const after = (await readPopulation(this.warehouse, moment.asked.workspace)).exclusions;
    let [sealed, restated] = [0, 0];
    for (const ofCount of points) {
      const steady = ofCount.filter((point) => point.exclusions === after.of(point.end));
      sealed += steady.length;
      restated += await this.points.seal(workspaceId, steady, explain);
    }
    return { sealed, restated };
  }

  /** After an outage days are quiet because their events wait, not because there are none. */
  private async isBehind(workspaceId: number): Promise<boolean> {
    const { oldestReceivedAt } = await this.queues.pending(workspaceId);
    return oldestReceivedAt !== undefined && this.now() - oldestReceivedAt > BEHIND_MS;
  }

  /** The periods of which a count could be sealed and is not, in slices of consecutive ones. */
  private async unsealed(counts: readonly BaseCount[], span: Span, moment: WorkspaceMoment): Promise<Period[][]> {
    const { asked, range } = moment;
    if (!range) return [];
    const all = periodsOf(span, range);
    const sealable = (count: BaseCount) => all.filter((period) => isSealable(count, period, span, moment));
    const open = new Set<Period>();
    for (const count of counts) {
      const candidates = sealable(count);
      const [first, last] = [candidates[0], candidates.at(-1)];
      if (!first || !last) continue;
      const key = { metric: count, ...namesOf(span) };
      const stored = await this.points.read(asked.workspace.id, key, first.end, last.end);
      const byEnd = new Map(stored.map((point) => [point.end, point]));
      for (const period of candidates) {
        const point = byEnd.get(period.end);
        const inputs = inputsOf(count, period, span);
        if (!(point && isValid(point, basisOf(count, period, asked), moment.touches, inputs))) open.add(period);
      }
    }
    return slicesOf(all, open, SLICE);
  }

  /** @returns the points of each count that may be sealed, of periods within the slice */
  private async compute(
    counts: readonly BaseCount[],
    span: Span,
    slice: readonly Period[],
    moment: WorkspaceMoment,
  ): Promise<NewPoint[][]> {
    const { asked } = moment;
    const request: CountRequest = { counts, span, periods: slice };
    const answer = await this.fetcher.total(request, { population: asked.population, filters: [] });
    return counts.map((count) =>
      slice
        .filter((period) => isSealable(count, period, span, moment))
        .map((period) => ({
          metric: count,
          ...namesOf(span),
          ...period,
          ...basisOf(count, period, asked),
          value: answer.get(count)?.get(typeof span === 'string' ? period.start : period.end) ?? 0,
          definitionVersion: asked.workspace.definitionVersion,
          touchVersion: moment.touches.last(inputsOf(count, period, span)).version,
          inputs: inputsOf(count, period, span),
        })),
    );
  }

  private async decisions(workspaceId: number): Promise<string[]> {
    const rows = await this.warehouse.query(exclusionDecisions(workspaceId, 1_000));
    return rows.map(({ id }) => id);
  }
}
