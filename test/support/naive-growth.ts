import { daysBetween, shiftDay } from './naive-calendar.js';
import type { NaiveLog } from './naive-log.js';
import { hasData, labelHasData, meanDailyActive, NAIVE_METRICS, type NaiveCourse, naiveFlow } from './naive-metrics.js';
import { type NaivePeriod, naivePeriods } from './naive-periods.js';
import { type NaiveFilter, NaiveSegment, segmentsOf, valuesOf } from './naive-segment.js';

/** Metrics whose segments are ordered by something else than active members. */
const SIZED_BY_INVITES = ['invites', 'conversion', 'k_factor'];
const SIZED_BY_SIGNUPS = /^(signups|organic_share|activation_.*|time_to_first_message_.*)$/;

/** What is asked; what may be left out is as in api.md. */
export interface NaiveQuery {
  readonly grain: string;
  readonly window?: string;
  readonly from?: string;
  readonly to?: string;
  readonly by?: string;
  readonly filters?: readonly NaiveFilter[];
  readonly limit?: number;
}

export interface NaiveSeriesQuery extends NaiveQuery {
  readonly metric: string;
  readonly over?: number;
  readonly compare?: 'previous_period' | 'previous_year';
}

export interface NaiveRetentionQuery extends Omit<NaiveQuery, 'by' | 'limit' | 'window'> {
  readonly cohort: 'first_active' | 'signed_up';
  readonly mode: 'on' | 'on_or_after';
  readonly periods: number;
}

export interface NaivePowerCurveQuery {
  readonly as_of?: string;
  readonly days: number;
  readonly filters?: readonly NaiveFilter[];
}

/**
 * The answers of the reading endpoints, recomputed from a list of events by sets of strings: no bitmap, no chunk, no SQL, and none of the
 * product's code. `now` is the instant of the
 * answer, epoch milliseconds.
 */
export class NaiveGrowth {
  private readonly segments = new Map<string, NaiveSegment>();

  constructor(private readonly log: NaiveLog) {}

  series(query: NaiveSeriesQuery, now: number): object[] {
    const { course, periods } = this.asked(query, now);
    const metric = NAIVE_METRICS[query.metric];
    if (!metric) throw new Error(`There is no metric ${query.metric}.`);
    const valueOf = (segment: NaiveSegment, period: NaivePeriod): number | null =>
      labelHasData(course, period) ? metric(segment, period, course, query.over ?? 1) : null;
    const whole = this.segment(query.filters ?? []);
    return this.shown(query, periods).flatMap(([name, segment]) =>
      periods.map((period) => ({
        ...period,
        complete: period.end < course.today,
        value: valueOf(segment, period),
        ...(name === undefined ? {} : { segment: name, total: valueOf(whole, period) }),
        ...(query.compare ? { compare: compared(period, query.compare, course, (one) => valueOf(segment, one)) } : {}),
      })),
    );
  }

  growth(query: NaiveQuery, now: number): object[] {
    const { course, periods } = this.asked(query, now);
    const nothing = { active: null, new: null, retained: null, resurrected: null, churned: null, net: null };
    return this.shown(query, periods).flatMap(([name, segment]) =>
      periods.map((period) => ({
        ...period,
        complete: period.end < course.today,
        ...(hasData(course, period) ? naiveFlow(segment, period, course) : { ...nothing, quick_ratio: null }),
        identity_holds: true,
        ...(name === undefined ? {} : { segment: name }),
      })),
    );
  }

  retention(query: NaiveRetentionQuery, now: number): object[] {
    const { course, periods } = this.asked(query, now);
    const segment = this.segment(query.filters ?? []);
    return periods.map((period) => {
      const cohort = cohortOf(segment, period, query.cohort);
      const offsets: NaivePeriod[] = [period];
      while (offsets.length < query.periods) {
        offsets.push(course.periods.of(shiftDay((offsets.at(-1) as NaivePeriod).end, 1)));
      }
      const isKnown = (one: NaivePeriod) => hasData(course, one) && one.end < course.today;
      const cameBack = (one: NaivePeriod) => (member: string) =>
        query.mode === 'on'
          ? segment.active(one.start, one.end).has(member)
          : segment.wasActiveSince(member, one.start);
      return {
        cohort: period.period,
        start: period.start,
        end: period.end,
        complete: period.end < course.today,
        size: hasData(course, period) ? cohort.length : null,
        retained: offsets.map((one) => (isKnown(one) ? cohort.filter(cameBack(one)).length : null)),
      };
    });
  }

  powerCurve(query: NaivePowerCurveQuery, now: number): object {
    const course = this.course({ grain: 'day' }, now);
    const last = query.as_of ?? course.dataThrough;
    const segment = this.segment(query.filters ?? []);
    const period = { period: last, start: shiftDay(last, 1 - query.days), end: last };
    const days = daysBetween(period.start, period.end);
    const known = labelHasData(course, period);
    const members = segment.active(period.start, period.end);
    const activeDays = [...members].map((member) => days.filter((day) => segment.on(day).has(member)).length);
    const mean = meanDailyActive(segment, period, course.today);
    return {
      data: days.map((_, i) => ({
        days: i + 1,
        members: known ? activeDays.filter((count) => count === i + 1).length : null,
      })),
      active: known ? members.size : null,
      mean_daily_active: known ? mean : null,
      stickiness: known && members.size > 0 ? mean / members.size : null,
      complete: last < course.today,
    };
  }

  private course(query: NaiveQuery, now: number): NaiveCourse {
    const { dataFrom, dataThrough, dayOf } = this.log;
    if (dataFrom === undefined || dataThrough === undefined) throw new Error('The log has no event.');
    const dayAgo = (days: number): string => dayOf(now - days * 86_400_000);
    return { periods: naivePeriods(query.grain, query.window), dataFrom, dataThrough, today: dayAgo(0), dayAgo };
  }

  private asked(query: NaiveQuery, now: number): { course: NaiveCourse; periods: NaivePeriod[] } {
    const course = this.course(query, now);
    return { course, periods: course.periods.touching(query.from ?? course.dataFrom, query.to ?? course.dataThrough) };
  }

  private segment(filters: readonly NaiveFilter[]): NaiveSegment {
    const key = JSON.stringify(filters);
    const segment = this.segments.get(key) ?? new NaiveSegment(this.log, filters);
    this.segments.set(key, segment);
    return segment;
  }

  /** The segments of a breakdown that an answer has: the largest of the range by name, and what is left as one. */
  private shown(query: NaiveSeriesQuery | NaiveQuery, periods: readonly NaivePeriod[]) {
    const filters = query.filters ?? [];
    const { by } = query;
    if (by === undefined) return [[undefined, this.segment(filters)]] as const;
    const [start, end] = [periods[0]?.start ?? '', periods.at(-1)?.end ?? ''];
    const sizeOf = (segment: NaiveSegment): number => {
      const metric = 'metric' in query ? query.metric : '';
      if (SIZED_BY_INVITES.includes(metric)) return segment.invitesIn(start, end);
      return (SIZED_BY_SIGNUPS.test(metric) ? segment.signedUp(start, end) : segment.active(start, end)).size;
    };
    const present = valuesOf(this.log, by)
      .map((value) => ({ value, size: sizeOf(this.segment([...filters, { dimension: by, values: [value] }])) }))
      .filter(({ value, size }) => size > 0 && this.log.isKept(by, value))
      .sort((a, b) => b.size - a.size || (a.value < b.value ? -1 : 1));
    const names = present.slice(0, query.limit ?? 10).map(({ value }) => value);
    return [...segmentsOf(this.log, filters, by, names)];
  }
}

/** The members of a cohort. */
function cohortOf(segment: NaiveSegment, { start, end }: NaivePeriod, kind: 'first_active' | 'signed_up'): string[] {
  if (kind === 'signed_up') return [...segment.signedUp(start, end)];
  return [...segment.active(start, end)].filter((member) => !segment.wasActiveBefore(member, start));
}

/** The counterpart of a period; while the period runs, as many days of it as have begun. */
function compared(
  period: NaivePeriod,
  how: 'previous_period' | 'previous_year',
  { periods, today }: NaiveCourse,
  valueOf: (period: NaivePeriod) => number | null,
): object {
  const counterpart = how === 'previous_period' ? periods.before(period) : periods.yearBefore(period);
  if (!counterpart) return { period: null, start: null, end: null, value: null, change: null, difference: null };
  const cut = periods.runs(period, today)
    ? { ...counterpart, end: sameElapsed(counterpart, daysBetween(period.start, today).length) }
    : counterpart;
  const [value, then] = [valueOf(period), valueOf(cut)];
  return {
    ...cut,
    value: then,
    change: value === null || then === null || then === 0 ? null : value / then - 1,
    difference: value === null || then === null ? null : value - then,
  };
}

/** The last day of the first `elapsed` days of a period, or of all it has. */
function sameElapsed({ start, end }: NaivePeriod, elapsed: number): string {
  return daysBetween(start, end).slice(0, elapsed).at(-1) ?? end;
}
