import type { SeriesPoint } from '@grapevine/contracts';
import type { Reach } from '../../charts/prepare/chart-data.js';
import { isUnsettled, stateOf } from '../../charts/prepare/point-state.js';

/** A point that has a value. */
export type Valued = SeriesPoint & { value: number };

/** A period with its value. */
export interface Earlier {
  period: string;
  start: string;
  end: string;
  value: number;
}

/** What the last complete period is compared with. */
export interface Comparison {
  before: Earlier;
  change: number;
}

/** What the page says. */
export interface HeadlineFacts {
  /** The last period with data that is over, and that the data reaches to the end of. */
  now: Valued | undefined;
  comparison: Comparison | undefined;
  /** Whether the data begins in the period of the sentence, so that there is none to compare it with. */
  isFirst: boolean;
  /** The period after it, if it has data: it still runs, or the data ends within it. */
  unfinished: Valued | undefined;
}

/**
 * Finds the last complete period with data and what to compare it with: what was asked for, or else the period before.
 * @param points in order of time, of one grain
 */
export function headlineFacts(points: readonly SeriesPoint[], reach: Reach): HeadlineFacts {
  const valued = points.filter((point): point is Valued => point.value !== null);
  const isOpen = (point: Valued): boolean => isUnsettled(stateOf(point, reach));
  const now = valued.findLast((point) => !isOpen(point));
  const before = now && (now.compare ? asked(now.compare) : periodBefore(points, now));
  const { data_from } = reach;
  const subject = now ?? valued.at(-1);
  return {
    now,
    unfinished: valued.findLast(isOpen),
    comparison: now && before && { before, change: now.value - before.value },
    isFirst: subject !== undefined && data_from !== null && subject.start <= data_from && data_from <= subject.end,
  };
}

/** The period next to it, if it has a value: one further back would be taken for it. */
function periodBefore(points: readonly SeriesPoint[], now: Valued): Earlier | undefined {
  const before = points[points.indexOf(now) - 1];
  return before?.value == null ? undefined : { ...before, value: before.value };
}

function asked({ period, start, end, value }: NonNullable<SeriesPoint['compare']>): Earlier | undefined {
  return period === null || start === null || end === null || value === null
    ? undefined
    : { period, start, end, value };
}
