import type { Grain } from '@grapevine/contracts';
import { DayTouches, SealedDeliveries } from '@grapevine/database';
import { isValid, type Period, TouchLog } from '@grapevine/metrics';
import type { DeliveryFigures, DeliveryQuestion } from '@grapevine/warehouse';
import { Injectable } from '@nestjs/common';
import type { AskedWorkspace } from '../query/asked-workspace.js';
import { deliveryBasisOf, deliveryInputsOf } from './delivery-basis.js';

/** Of each sealed period, by its first day, the figures of all deliveries (segment '') and of each channel. */
export type SealedDeliveryAnswer = ReadonlyMap<string, readonly DeliveryFigures[]>;

/** Finds the figures of deliveries that need no computing: those that are sealed, and that nothing has touched since. */
@Injectable()
export class SealedDeliveryFigures {
  constructor(
    private readonly stored: SealedDeliveries,
    private readonly touches: DayTouches,
  ) {}

  /** @param reporting as of the grain: figures that were counted by another are not valid */
  async read(
    asked: AskedWorkspace,
    grain: Grain,
    periods: readonly Period[],
    reporting: DeliveryQuestion['reporting'],
  ): Promise<SealedDeliveryAnswer> {
    const { workspace } = asked;
    const [first, last] = [periods[0], periods.at(-1)];
    if (!first || !last) return new Map();
    const found = await this.stored.read<DeliveryFigures>(workspace.id, grain, first.end, last.end);
    if (found.length === 0) return new Map();
    // Read after the figures: a touch in between can only make them invalid, never let old ones pass.
    const touches = new TouchLog(await this.touches.read(workspace.id, workspace.revision));
    const byEnd = new Map(found.map((one) => [one.end, one]));
    const valid = new Map<string, readonly DeliveryFigures[]>();
    for (const period of periods) {
      const one = byEnd.get(period.end);
      const basis = deliveryBasisOf(period, asked, reporting);
      const holds =
        one?.start === period.start &&
        one.settings === basis.settings &&
        isValid(one, basis, touches, deliveryInputsOf(period, asked));
      if (holds) valid.set(period.start, one.figures);
    }
    return valid;
  }
}
