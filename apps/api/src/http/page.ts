import { invalid } from './parse.js';
import type { ProblemError } from './problem-error.js';

/**
 * A page of a list, and where the next one begins.
 *
 * @param rows one more than the page where there is another
 */
export function pageOf<T extends { readonly id: I }, I>(
  rows: readonly T[],
  limit: number,
): { data: T[]; next: I | null } {
  const data = rows.slice(0, limit);
  return { data, next: rows.length > limit ? (data.at(-1)?.id ?? null) : null };
}

/** 422 for a page that would begin where nothing is: an empty one would look like the end of the list. */
export const unknownPlace = (parameter: 'after' | 'before', what: string): ProblemError =>
  invalid('The query', [{ parameter, message: `is the id of no ${what} that is there: begin again without it` }]);
