import { type Grain, OTHER_SEGMENT } from '@grapevine/contracts';
import { covers, type Period } from '@grapevine/metrics';
import {
  type DeliveryFigures,
  type DeliveryQuestion,
  deliveryFigures,
  firstReceiptDays,
  type KeptValues,
  type SegmentFilter,
  type Warehouse,
} from '@grapevine/warehouse';
import type { AskedWorkspace } from '../query/asked-workspace.js';
import { horizonsOf, reportingOf } from './receipts.js';

/** Which deliveries are asked about. */
export interface DeliveryScope {
  readonly grain: Grain;
  /** Consecutive. The last may be cut short of its calendar end. */
  readonly periods: readonly Period[];
  readonly filters: readonly SegmentFilter[];
}

/** The largest segments, or those of some names. */
export type DeliveryBreakdown = { readonly dimension: string; readonly kept?: KeptValues | undefined } & (
  | { readonly most: number }
  | { readonly shown: readonly string[] }
);

/** More segments than an answer can show, so that each has a name. */
export const ALL_SEGMENTS = 200_000;

/** Asks the warehouse what became of messages. */
export class DeliveryFetcher {
  constructor(private readonly warehouse: Warehouse) {}

  /** Which channels report receipts, by periods of this grain. */
  async reporting({ workspace }: AskedWorkspace, grain: Grain): Promise<DeliveryQuestion['reporting']> {
    const seen = await this.warehouse.query(firstReceiptDays(workspace.id, workspace.revision));
    return reportingOf(workspace.channels, seen, grain);
  }

  /** @returns nothing for periods without data */
  async figures(
    { workspace, range, population }: AskedWorkspace,
    { grain, periods, filters }: DeliveryScope,
    reporting: DeliveryQuestion['reporting'],
    by?: DeliveryBreakdown,
  ): Promise<DeliveryFigures[]> {
    const known = periods.filter((period) => covers(range, period, grain));
    const [first, last] = [known[0], known.at(-1)];
    if (!first || !last) return [];
    const question: DeliveryQuestion = {
      ...population,
      from: first.start,
      to: last.end,
      span: grain,
      filters,
      horizons: horizonsOf(workspace.channels),
      reporting,
    };
    return deliveryFigures(this.warehouse, question, by && { ...by, otherLabel: OTHER_SEGMENT });
  }
}
