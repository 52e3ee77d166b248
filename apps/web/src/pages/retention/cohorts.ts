import type { CohortRow, Grain, RetentionAnswer } from '@grapevine/contracts';

/** One cell of the triangle: how many of a cohort were there, and their share; null where that period is not over. */
export interface Cell {
  retained: number | null;
  share: number | null;
  /** Whether the data ends before the period does: the number may lack days that nobody sent. */
  cut: boolean;
}

export interface Cohort {
  row: CohortRow;
  cells: Cell[];
}

/** The cohorts of an answer that have anybody, with shares of their size. */
export function cohortsOf({ data, meta }: RetentionAnswer): Cohort[] {
  const through = meta.data_through;
  return data
    .filter(({ size }) => size !== null && size > 0)
    .map((row) => ({
      row,
      cells: row.retained.map((retained, offset) => ({
        retained,
        share: retained === null || !row.size ? null : retained / row.size,
        cut: retained !== null && through !== null && through < lastDayAt(row, meta.grain, offset),
      })),
    }));
}

const DAYS: Partial<Record<Grain, number>> = { day: 1, week: 7 };
const MONTHS: Partial<Record<Grain, number>> = { month: 1, quarter: 3, year: 12 };

/** The last local day of the period that lies `offset` periods after that of a cohort. */
export function lastDayAt({ start, end }: Pick<CohortRow, 'start' | 'end'>, grain: Grain, offset: number): string {
  const [year = 0, month = 1, day = 1] = (grain === 'day' || grain === 'week' ? end : start).split('-').map(Number);
  const days = DAYS[grain];
  const last =
    days === undefined
      ? Date.UTC(year, month - 1 + (offset + 1) * (MONTHS[grain] ?? 1), 0)
      : Date.UTC(year, month - 1, day + offset * days);
  return new Date(last).toISOString().slice(0, 10);
}

/** Whether a cohort may still grow: its own period runs, or the data ends within it. */
export const isOpen = ({ row, cells }: Cohort): boolean => !row.complete || cells[0]?.cut === true;

/** How many offsets have a value in any cohort: columns beyond are of the future. */
export const offsetsOf = (cohorts: readonly Cohort[]): number =>
  Math.max(0, ...cohorts.map(({ cells }) => cells.findLastIndex(({ retained }) => retained !== null) + 1));

/**
 * The share of everybody in the cohorts whose period at an offset is over, and covered by the data to its end: sums of people, not
 * a mean of shares. A cohort that may still grow stays out.
 */
export function pooledShare(cohorts: readonly Cohort[], offset: number): number | null {
  const over = cohorts.filter((cohort) => {
    const cell = cohort.cells[offset];
    return !isOpen(cohort) && cell?.retained != null && !cell.cut;
  });
  const size = over.reduce((sum, { row }) => sum + (row.size ?? 0), 0);
  const retained = over.reduce((sum, { cells }) => sum + (cells[offset]?.retained ?? 0), 0);
  return size > 0 ? retained / size : null;
}
