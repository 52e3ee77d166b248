import { type Period, periodBefore, type Span } from './calendar.js';
import type { BaseCount } from './counts.js';
import { covers, type DataRange } from './data-range.js';

/** When something was last stored on a local day. */
export interface Touch {
  readonly day: string;
  /** Grows whenever something is stored, on whatever day. */
  readonly version: number;
  /** Epoch milliseconds. */
  readonly touchedAt: number;
}

/** Local days, both inclusive; without `from` all days up to `to`. */
export interface DayRange {
  readonly from: string | undefined;
  readonly to: string;
}

/** Counts of members whose first or earliest time decides: any earlier day can change them. */
const FIRST_EVER: ReadonlySet<BaseCount> = new Set(['signups', 'new_members', 'resurrected_members']);
/** Counts that look at the period before as well. */
const FROM_PERIOD_BEFORE: ReadonlySet<BaseCount> = new Set(['retained_members', 'churned_members']);

/** The days whose events decide a count of a period. */
export function inputsOf(count: BaseCount, period: Period, span: Span): DayRange {
  if (FIRST_EVER.has(count)) return { from: undefined, to: period.end };
  const from = FROM_PERIOD_BEFORE.has(count) ? periodBefore(period, span, 1).start : period.start;
  return { from, to: period.end };
}

/** When the days of a workspace were last touched. */
export class TouchLog {
  private readonly days: readonly string[];
  /** The largest version and the latest time of all days up to each. */
  private readonly upTo: Omit<Touch, 'day'>[] = [];

  /** @param touches one a day, in the order of days */
  constructor(private readonly touches: readonly Touch[]) {
    this.days = touches.map(({ day }) => day);
    let latest: Omit<Touch, 'day'> = UNTOUCHED;
    for (const touch of touches) {
      latest = later(latest, touch);
      this.upTo.push(latest);
    }
  }

  /** The last touch of any of these days; version 0 where there was none. */
  last({ from, to }: DayRange): Omit<Touch, 'day'> {
    const end = this.position(to, true);
    if (from === undefined) return this.upTo[end - 1] ?? UNTOUCHED;
    return this.touches.slice(this.position(from, false), end).reduce<Omit<Touch, 'day'>>(later, UNTOUCHED);
  }

  /** The days of a range that were touched after a version. */
  since(version: number, { from, to }: DayRange): string[] {
    const start = from === undefined ? 0 : this.position(from, false);
    return this.touches
      .slice(start, this.position(to, true))
      .filter((touch) => touch.version > version)
      .map(({ day }) => day);
  }

  /**
   * The last touch of the days beside a period on none of whose days anything was ever stored: of the nearest touched one on
   * either side. Version 0 for a period that has touches of its own.
   */
  beside({ start, end }: Period): Omit<Touch, 'day'> {
    const next = this.position(end, true);
    if (this.position(start, false) < next) return UNTOUCHED;
    return this.touches.slice(Math.max(0, next - 1), next + 1).reduce<Omit<Touch, 'day'>>(later, UNTOUCHED);
  }

  /** How many touched days lie before a day (or up to it). */
  private position(day: string, inclusive: boolean): number {
    let [low, high] = [0, this.days.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      const found = this.days[middle] as string;
      if (found < day || (inclusive && found === day)) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

const UNTOUCHED = { version: 0, touchedAt: 0 };

const later = (a: Omit<Touch, 'day'>, b: Omit<Touch, 'day'>): Omit<Touch, 'day'> => ({
  version: Math.max(a.version, b.version),
  touchedAt: Math.max(a.touchedAt, b.touchedAt),
});

/** What, besides the events of its days, a stored number depends on. */
export interface SealBasis {
  readonly metricVersion: number;
  readonly revision: number;
  /** Says whom the workspace excludes. */
  readonly exclusions: string;
}

/** What a number that was told to be final was computed from. */
interface SealedBasis extends SealBasis {
  /** The last touch of its input days that it knows of. */
  readonly touchVersion: number;
}

/** Whether a stored number still is what its inputs give: nothing that it depends on has changed since. */
export function isValid(point: SealedBasis, basis: SealBasis, touches: TouchLog, inputs: DayRange): boolean {
  return (
    point.metricVersion === basis.metricVersion &&
    point.revision === basis.revision &&
    point.exclusions === basis.exclusions &&
    point.touchVersion === touches.last(inputs).version
  );
}

export interface SealingMoment {
  readonly range: DataRange | undefined;
  /** Epoch milliseconds: now less the grace. Nothing may have touched the days since. */
  readonly quietSince: number;
  /** The local day of that moment: the period has to have been over by then, or a quiet day would be final at midnight. */
  readonly overBefore: string;
  readonly touches: TouchLog;
}

/**
 * Whether for the grace nothing has touched the days that decide a number of a period. Of a period without any event the days
 * beside it must have been quiet too: it has been empty for no longer than they have been there, and a log that is loaded member
 * by member passes over most of its days for a while.
 */
export const isQuiet = (inputs: DayRange, period: Period, { touches, quietSince }: SealingMoment): boolean =>
  touches.last(inputs).touchedAt <= quietSince && touches.beside(period).touchedAt <= quietSince;

/** Whether a count may be sealed: for the grace its period has been over, and its input days quiet. */
export function isSealable(count: BaseCount, period: Period, span: Span, moment: SealingMoment): boolean {
  if (period.end >= moment.overBefore || !covers(moment.range, period, span)) return false;
  return isQuiet(inputsOf(count, period, span), period, moment);
}
