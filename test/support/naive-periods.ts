import { NAIVE_PERIODS, shiftDay } from './naive-calendar.js';

/** A period as api.md writes it: its name, its first and last local day, both included. */
export interface NaivePeriod {
  readonly period: string;
  readonly start: string;
  readonly end: string;
}

/** Calendar periods of a grain, or windows of some days that are named by their last one. */
export interface NaivePeriods {
  /** The period that a day belongs to. */
  of(day: string): NaivePeriod;
  /** The one before, `steps` times. */
  before(period: NaivePeriod, steps?: number): NaivePeriod;
  /** The same period of the year before; undefined where there is none (week 53, 29 February). */
  yearBefore(period: NaivePeriod): NaivePeriod | undefined;
  /** Whether a part of it has a value already and the rest is to come. A window whose last day is to come has no value yet. */
  runs(period: NaivePeriod, today: string): boolean;
  /** Every period that the days from `from` to `to` touch. */
  touching(from: string, to: string): NaivePeriod[];
}

const memory = new Map<string, NaivePeriod>();

/** Walks from a day to both sides as long as the name of the period stays the same. */
function calendarPeriodOf(grain: string, day: string): NaivePeriod {
  const known = memory.get(`${grain} ${day}`);
  if (known) return known;
  const nameOf = NAIVE_PERIODS[grain];
  if (!nameOf) throw new Error(`There is no grain ${grain}.`);
  const period = nameOf(day);
  let [start, end] = [day, day];
  while (nameOf(shiftDay(start, -1)) === period) start = shiftDay(start, -1);
  while (nameOf(shiftDay(end, 1)) === period) end = shiftDay(end, 1);
  const found = { period, start, end };
  for (let inside = start; inside <= end; inside = shiftDay(inside, 1)) memory.set(`${grain} ${inside}`, found);
  return found;
}

const yearBefore = (name: string): string => `${Number(name.slice(0, 4)) - 1}${name.slice(4)}`;

/** The day of the same name in the year before, unless that year had no such day. */
function dayOfYearBefore(day: string): string | undefined {
  const name = yearBefore(day);
  const date = new Date(`${name}T00:00:00Z`);
  return Number.isNaN(date.getTime()) || date.toISOString().slice(0, 10) !== name ? undefined : name;
}

function calendarPeriods(grain: string): NaivePeriods {
  const of = (day: string) => calendarPeriodOf(grain, day);
  return {
    of,
    before: (period, steps = 1) => {
      let earlier = period;
      for (let step = 0; step < steps; step++) earlier = of(shiftDay(earlier.start, -1));
      return earlier;
    },
    // No period's counterpart begins more than a week away from 365 days before.
    yearBefore: (period) => {
      const about = Array.from({ length: 17 }, (_, i) => of(shiftDay(period.start, -373 + i)));
      return about.find((one) => one.period === yearBefore(period.period));
    },
    runs: ({ start, end }, today) => start <= today && today <= end,
    touching: (from, to) => {
      const periods: NaivePeriod[] = [];
      for (let day = from; day <= to; day = shiftDay(of(day).end, 1)) periods.push(of(day));
      return periods;
    },
  };
}

function rollingPeriods(length: number): NaivePeriods {
  const of = (day: string): NaivePeriod => ({ period: day, start: shiftDay(day, 1 - length), end: day });
  return {
    of,
    // The window before is the one that ends where this one begins: two that overlap would hardly differ.
    before: (period, steps = 1) => of(shiftDay(period.end, -steps * length)),
    yearBefore: (period) => {
      const day = dayOfYearBefore(period.end);
      return day === undefined ? undefined : of(day);
    },
    runs: () => false,
    touching: (from, to) => {
      const periods: NaivePeriod[] = [];
      for (let day = from; day <= to; day = shiftDay(day, 1)) periods.push(of(day));
      return periods;
    },
  };
}

/** @param window `calendar`, or `rolling_7` and the like, whose grain is the day */
export function naivePeriods(grain: string, window = 'calendar'): NaivePeriods {
  return window === 'calendar' ? calendarPeriods(grain) : rollingPeriods(Number(window.split('_')[1]));
}
