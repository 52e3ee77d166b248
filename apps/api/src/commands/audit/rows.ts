import { type Course, isOver } from './course.js';
import type { Findings, Told } from './findings.js';
import { dateOf } from './local-days.js';
import type { Periods } from './periods.js';

/** What a row of an answer must hold. */
export interface ExpectedRow {
  readonly period: string;
  readonly segment: string | undefined;
  /** Days of the period and whether it is over. */
  readonly labels: Readonly<Record<string, Told>>;
  readonly numbers: Readonly<Record<string, number | null>>;
}

export interface ToldRow {
  readonly period: string;
  readonly segment?: string | undefined;
}

export const labelsOf = (period: number, periods: Periods, course: Course): Record<string, Told> => ({
  start: dateOf(periods.firstDay(period)),
  end: dateOf(periods.lastDay(period)),
  complete: isOver(course, periods, period),
});

const placeOf = ({ period, segment }: ToldRow): string => (segment === undefined ? period : `${period} ${segment}`);

/** Compares the rows of an answer with those that it must have: none missing, none besides, each told once. */
export function compareRows(
  findings: Findings,
  asked: { readonly endpoint: string; readonly question: string },
  told: readonly ToldRow[],
  expected: readonly ExpectedRow[],
): void {
  const left = new Map(told.map((row) => [placeOf(row), row as ToldRow & Readonly<Record<string, Told>>]));
  for (const { labels, numbers, ...row } of expected) {
    const place = placeOf(row);
    const found = left.get(place);
    left.delete(place);
    const at = (field: string, recomputed: Told) => ({ ...asked, place, field, told: found?.[field], recomputed });
    for (const [field, recomputed] of Object.entries(numbers)) findings.number(at(field, recomputed));
    if (!found) continue;
    for (const [field, recomputed] of Object.entries(labels)) findings.label(at(field, recomputed));
  }
  for (const place of left.keys()) {
    findings.label({ ...asked, place, field: 'row', told: 'a row', recomputed: undefined });
  }
  findings.label({ ...asked, place: 'all', field: 'rows', told: told.length, recomputed: expected.length });
}
