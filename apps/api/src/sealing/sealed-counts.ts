import { DayTouches, SealedPoints, type StoredPoint } from '@grapevine/database';
import { type BaseCount, type CountRequest, inputsOf, isValid, type Period, TouchLog } from '@grapevine/metrics';
import { Injectable } from '@nestjs/common';
import type { AskedWorkspace } from '../query/asked-workspace.js';
import { basisOf, namesOf } from './sealed-numbers.js';

/** Sealed numbers by their periods, of each count. */
export type SealedAnswer = ReadonlyMap<BaseCount, ReadonlyMap<Period, number>>;

/** Finds the numbers that need no computing: those that are sealed, and that nothing has touched since. */
@Injectable()
export class SealedCounts {
  constructor(
    private readonly points: SealedPoints,
    private readonly touches: DayTouches,
  ) {}

  /** @param request counts over everybody: only those are ever sealed */
  async read(asked: AskedWorkspace, request: CountRequest): Promise<SealedAnswer> {
    const { workspace } = asked;
    const [first, last] = [request.periods[0], request.periods.at(-1)];
    if (!first || !last) return new Map();
    const stored = new Map<BaseCount, ReadonlyMap<string, StoredPoint>>();
    for (const count of request.counts) {
      const key = { metric: count, ...namesOf(request.span) };
      const points = await this.points.read(workspace.id, key, first.end, last.end);
      stored.set(count, new Map(points.map((point) => [point.end, point])));
    }
    if ([...stored.values()].every((points) => points.size === 0)) return new Map();
    // Read after the points: a touch in between can only make them invalid, never let an old number pass.
    const touches = new TouchLog(await this.touches.read(workspace.id, workspace.revision));
    return new Map([...stored].map(([count, points]) => [count, validOf(count, points, request, asked, touches)]));
  }
}

function validOf(
  count: BaseCount,
  points: ReadonlyMap<string, StoredPoint>,
  { span, periods }: CountRequest,
  asked: AskedWorkspace,
  touches: TouchLog,
): ReadonlyMap<Period, number> {
  const valid = new Map<Period, number>();
  for (const period of periods) {
    const point = points.get(period.end);
    const basis = basisOf(count, period, asked);
    if (point && isValid(point, basis, touches, inputsOf(count, period, span))) valid.set(period, point.value);
  }
  return valid;
}
