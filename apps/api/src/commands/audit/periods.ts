import type { Grain } from '@grapevine/contracts';
import { dateOf } from './local-days.js';

/** Calendar periods of a grain, or windows of so many days that end with the labelled one. */
export type AuditSpan = { readonly grain: Grain } | { readonly rollingDays: number };

/**
 * The periods of a span as consecutive whole numbers: days and weeks are counted from 1970, months, quarters and years from the year 0. A window
 * has the number of its last day.
 */
export interface Periods {
  /** The number of the period that a day lies in. */
  of(day: number): number;
  firstDay(period: number): number;
  lastDay(period: number): number;
  /** As api.md writes it. */
  name(period: number): string;
}

const MONTHS: Partial<Record<Grain, number>> = { month: 1, quarter: 3, year: 12 };
const DAY_MS = 86_400_000;

const firstOfMonth = (month: number): number => Date.UTC(Math.floor(month / 12), month % 12, 1) / DAY_MS;

/** Periods of some months each, which divide the year. */
function monthPeriods(length: number): Periods {
  const firstDay = (period: number) => firstOfMonth(period * length);
  return {
    of: (day) => {
      const date = new Date(day * DAY_MS);
      return Math.floor((date.getUTCFullYear() * 12 + date.getUTCMonth()) / length);
    },
    firstDay,
    lastDay: (period) => firstDay(period + 1) - 1,
    name: (period) => {
      const date = dateOf(firstDay(period));
      if (length === 1) return date.slice(0, 7);
      return length === 12 ? date.slice(0, 4) : `${date.slice(0, 4)}-Q${(period % 4) + 1}`;
    },
  };
}

/** 1970-01-01 was a Thursday, so that week 0 began three days before it, and week n has its Thursday on day 7n. */
const WEEKS: Periods = {
  of: (day) => Math.floor((day + 3) / 7),
  firstDay: (week) => week * 7 - 3,
  lastDay: (week) => week * 7 + 3,
  name: (week) => {
    // ISO 8601: a week is of the year of its Thursday, and its number says which of that year's Thursdays it has.
    const year = dateOf(week * 7).slice(0, 4);
    const thursdaysBefore = Math.floor((week * 7 - Date.UTC(Number(year), 0, 1) / DAY_MS) / 7);
    return `${year}-W${String(thursdaysBefore + 1).padStart(2, '0')}`;
  },
};

const windows = (length: number): Periods => ({
  of: (day) => day,
  firstDay: (period) => period - length + 1,
  lastDay: (period) => period,
  name: dateOf,
});

export function periodsOf(span: AuditSpan): Periods {
  if ('rollingDays' in span) return windows(span.rollingDays);
  if (span.grain === 'day') return windows(1);
  const months = MONTHS[span.grain];
  return months === undefined ? WEEKS : monthPeriods(months);
}
