import type { DeliveryFiguresRow, Grain } from '@grapevine/contracts';
import { covers, deliveryFiguresOf, isMaturing, type Period, UNKNOWN_DELIVERY } from '@grapevine/metrics';
import type { DeliveryFigures } from '@grapevine/warehouse';
import type { AskedWorkspace } from '../query/asked-workspace.js';
import type { SealedDeliveryAnswer } from '../sealing/sealed-delivery-figures.js';
import { horizonsOf, longestHorizon } from './receipts.js';

/** What is told of the deliveries of one period. */
export interface DeliveryPoint {
  readonly figures: DeliveryFiguresRow;
  /** Whether events that still count may come. */
  readonly maturing: boolean;
  readonly sealed: boolean;
}

/** The deliveries of one segment, or all of them, by period. */
export class DeliveryLine {
  /**
   * @param segment undefined: all deliveries
   * @param sealed the periods, by their first days, of which it is stored what was counted
   * @param found what was counted, by the first day of its period; of the others nothing was sent
   */
  constructor(
    readonly segment: string | undefined,
    private readonly found: ReadonlyMap<string, DeliveryFigures>,
    private readonly grain: Grain,
    private readonly asked: AskedWorkspace,
    private readonly sealed: SealedDeliveryAnswer = new Map(),
  ) {}

  at(period: Period): DeliveryPoint {
    const { workspace, range, today } = this.asked;
    return {
      figures: covers(range, period, this.grain) ? deliveryFiguresOf(this.found.get(period.start)) : UNKNOWN_DELIVERY,
      maturing: isMaturing(period, longestHorizon(horizonsOf(workspace.channels)), today),
      sealed: this.sealed.has(period.start),
    };
  }
}
