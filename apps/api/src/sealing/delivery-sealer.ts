import { GRAINS, type Grain } from '@grapevine/contracts';
import type { ChangedFigure, DeliveryReview, NewDeliveries, SealedDeliveries } from '@grapevine/database';
import {
  deliveryFiguresOf,
  isDeliverySealable,
  isOfDeliveries,
  isValid,
  type Period,
  SERIES_METRICS,
} from '@grapevine/metrics';
import {
  type DeliveryFigures,
  type DeliveryQuestion,
  hasDeliveries,
  type Warehouse,
  WarehouseOverloadedError,
} from '@grapevine/warehouse';
import { ALL_SEGMENTS, DeliveryFetcher } from '../delivery/delivery.fetch.js';
import { horizonsOf, longestHorizon } from '../delivery/receipts.js';
import { readPopulation } from '../query/population.js';
import { deliveryBasisOf, deliveryInputsOf, isOtherSetting } from './delivery-basis.js';
import { explainer } from './explain.js';
import type { SealingResult, WorkspaceMoment } from './moment.js';
import { periodsOf, slicesOf } from './slices.js';

/** Periods that one question computes: about a month of messages, or what is longer. */
const SLICE: Readonly<Record<Grain, number>> = { day: 31, week: 5, month: 1, quarter: 1, year: 1 };
/** What a run computes at most of a workspace; the next run goes on. Other workspaces wait for it. */
const MOST_SLICES = 12;
/** With more channels and periods than this nothing is stored: such figures are computed when asked. */
const MOST_ROWS = 50_000;

const METRICS = SERIES_METRICS.filter(isOfDeliveries);

interface Slice {
  readonly grain: Grain;
  readonly periods: readonly Period[];
}

/** How a run asks about its workspace. */
export interface DeliveryRun {
  readonly workspaceId: number;
  readonly moment: () => Promise<WorkspaceMoment>;
  /** Ids of the decisions about exclusions, the last first. */
  readonly decisions: () => Promise<readonly string[]>;
}

/** Stores what became of the messages of periods whose receipts have all come, and puts on record where that has changed. */
export class DeliverySealer {
  private readonly fetcher: DeliveryFetcher;
  /** Slices that the engine gave up or that have too many rows, until the next start: each would be as much work again. */
  private readonly givenUp = new Set<string>();

  constructor(
    private readonly warehouse: Warehouse,
    private readonly stored: Pick<SealedDeliveries, 'read' | 'seal'>,
    private readonly mostRows = MOST_ROWS,
  ) {
    this.fetcher = new DeliveryFetcher(warehouse);
  }

  /** @param moment the beginning of the run: what it shows to be open is sealed by what holds then */
  async seal(run: DeliveryRun, moment: WorkspaceMoment): Promise<SealingResult> {
    const result = { sealed: 0, restated: 0 };
    const { workspace } = moment.asked;
    if ((await this.warehouse.query(hasDeliveries(workspace.id, workspace.revision))).length === 0) return result;
    let left = MOST_SLICES;
    for (const grain of GRAINS) {
      for (const periods of await this.unsealed(grain, moment)) {
        const key = `${workspace.id} ${grain} ${periods[0]?.start}`;
        if (left === 0 || this.givenUp.has(key)) continue;
        left--;
        try {
          const done = await this.sealSlice(run, { grain, periods });
          if (done === 'too_many_rows') this.givenUp.add(key);
          else {
            result.sealed += done.sealed;
            result.restated += done.restated;
          }
        } catch (error) {
          if (!(error instanceof WarehouseOverloadedError)) throw error;
          this.givenUp.add(key);
        }
      }
    }
    return result;
  }

  /** Events, decisions and settings go on while others are sealed: each slice is judged by what holds when it is computed. */
  private async sealSlice(run: DeliveryRun, slice: Slice): Promise<SealingResult | 'too_many_rows'> {
    const moment = await run.moment();
    const { asked } = moment;
    const reporting = await this.fetcher.reporting(asked, slice.grain);
    const computed = await this.compute(slice, moment, reporting);
    if (computed === 'too_many_rows') return computed;
    const population = await readPopulation(this.warehouse, asked.workspace);
    const steady = computed.filter(
      (one) => one.exclusions === deliveryBasisOf(one, { ...asked, population }, reporting).exclusions,
    );
    const explain = explainer(moment.touches, asked.population, await run.decisions());
    const review: DeliveryReview<DeliveryFigures> = {
      changes: changedFigures,
      explain: (before, after) => {
        const { reasons, detail } = explain(before, after);
        const other = isOtherSetting(before.settings, after.settings);
        return { reasons: other ? [...reasons, 'channel_settings'] : reasons, detail };
      },
    };
    return { sealed: steady.length, restated: await this.stored.seal(run.workspaceId, steady, review) };
  }

  /** The periods that could be sealed and are not, in slices of consecutive ones. */
  private async unsealed(grain: Grain, moment: WorkspaceMoment): Promise<Period[][]> {
    const { asked, range, touches } = moment;
    if (!range) return [];
    const all = periodsOf(grain, range);
    const candidates = all.filter((period) => isSealable(period, grain, moment));
    const [first, last] = [candidates[0], candidates.at(-1)];
    if (!first || !last) return [];
    const reporting = await this.fetcher.reporting(asked, grain);
    const stored = await this.stored.read<DeliveryFigures>(asked.workspace.id, grain, first.end, last.end);
    const byEnd = new Map(stored.map((one) => [one.end, one]));
    const open = candidates.filter((period) => {
      const one = byEnd.get(period.end);
      const basis = deliveryBasisOf(period, asked, reporting);
      const inputs = deliveryInputsOf(period, asked);
      return !(one && one.settings === basis.settings && isValid(one, basis, touches, inputs));
    });
    return slicesOf(all, new Set(open), SLICE[grain]);
  }

  private async compute(
    { grain, periods }: Slice,
    moment: WorkspaceMoment,
    reporting: DeliveryQuestion['reporting'],
  ): Promise<NewDeliveries<DeliveryFigures>[] | 'too_many_rows'> {
    const { asked, touches } = moment;
    const sealable = periods.filter((period) => isSealable(period, grain, moment));
    if (sealable.length === 0) return [];
    const scope = { grain, periods, filters: [] };
    const channels = await this.fetcher.figures(asked, scope, reporting, { dimension: 'channel', most: ALL_SEGMENTS });
    if (channels.length > this.mostRows) return 'too_many_rows';
    const figures = [...(await this.fetcher.figures(asked, scope, reporting)), ...channels];
    return sealable.map((period) => {
      const inputs = deliveryInputsOf(period, asked);
      return {
        grain,
        ...period,
        figures: figures.filter(({ bucket }) => bucket === period.start),
        ...deliveryBasisOf(period, asked, reporting),
        definitionVersion: asked.workspace.definitionVersion,
        touchVersion: touches.last(inputs).version,
        inputs,
      };
    });
  }
}

const isSealable = (period: Period, grain: Grain, moment: WorkspaceMoment): boolean =>
  isDeliverySealable(period, grain, longestHorizon(horizonsOf(moment.asked.workspace.channels)), moment);

/** Every metric of which the stored value of all deliveries, or of a channel, is another. */
function changedFigures(before: readonly DeliveryFigures[], after: readonly DeliveryFigures[]): ChangedFigure[] {
  const [old, fresh] = [before, after].map((all) => new Map(all.map((one) => [one.segment, one])));
  const segments = new Set([...before, ...after].map(({ segment }) => segment));
  return [...segments].flatMap((name) => {
    const [was, is] = [deliveryFiguresOf(old?.get(name)), deliveryFiguresOf(fresh?.get(name))];
    const segment = name === '' ? undefined : { dimension: 'channel', value: name };
    return METRICS.flatMap(({ id, figure }) => {
      const [from, to] = [figure(was), figure(is)];
      return from === to ? [] : [{ metric: id, segment, from, to }];
    });
  });
}
