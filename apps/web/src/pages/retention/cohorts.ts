import type { CohortRow } from '@grapevine/contracts';

/** One cell of the triangle: how many of a cohort were there, and their share; null where that period is not over. */
export interface Cell {
  retained: number | null;
  share: number | null;
}

export interface Cohort {
  row: CohortRow;
  cells: Cell[];
}

/** The cohorts of an answer that have anybody, with shares of their size. */
export function cohortsOf(rows: readonly CohortRow[]): Cohort[] {
  return rows
    .filter(({ size }) => size !== null && size > 0)
    .map((row) => ({
      row,
      cells: row.retained.map((retained) => ({
        retained,
        share: retained === null || !row.size ? null : retained / row.size,
      })),
    }));
}

/** How many offsets have a value in any cohort: columns beyond are of the future. */
export const offsetsOf = (cohorts: readonly Cohort[]): number =>
  Math.max(0, ...cohorts.map(({ cells }) => cells.findLastIndex(({ retained }) => retained !== null) + 1));

/**
 * The share of everybody in the cohorts whose period at an offset is over: sums of people, not a mean of shares. A cohort whose
 * own period still runs stays out.
 */
export function pooledShare(cohorts: readonly Cohort[], offset: number): number | null {
  const over = cohorts.filter(({ row, cells }) => row.complete && cells[offset]?.retained != null);
  const size = over.reduce((sum, { row }) => sum + (row.size ?? 0), 0);
  const retained = over.reduce((sum, { cells }) => sum + (cells[offset]?.retained ?? 0), 0);
  return size > 0 ? retained / size : null;
}
