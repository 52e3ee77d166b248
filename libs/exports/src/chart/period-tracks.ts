import type { Told } from '../headline/notes.js';
import type { Days } from '../headline/period-words.js';
import { opennessOf, type Point } from '../headline/point-facts.js';
import type { Colour, Mark, Track } from './chart.js';

/** So many columns have room for their values. */
const MOST_LABELS = 14;
/** More columns than these are thinner than they can be told apart. */
export const MOST_COLUMNS = 40;
/** Points of a line that are wider apart than they are wide. */
export const MOST_PERIODS = 400;
/** Of the name of a segment. */
const MOST_LETTERS = 24;
/** Lines that can be told apart. */
const MOST_SEGMENTS = 6;

/** Columns where what is counted has room, else a line. */
export const formOf = (periods: number, isCount: boolean): 'column' | 'line' =>
  isCount && periods <= MOST_COLUMNS ? 'column' : 'line';

/** @returns for each point its mark, null where it has no value */
export function marksOf(
  points: readonly (Point | undefined)[],
  told: Told,
  write?: (value: number) => string,
): (Mark | null)[] {
  const last = points.findLastIndex((point) => point != null && point.value !== null);
  return points.map((point, at) => {
    if (point == null || point.value === null) return null;
    const isLabelled = write !== undefined && (points.length <= MOST_LABELS || at === last);
    return {
      value: point.value,
      ...(isLabelled ? { label: write(point.value) } : {}),
      ...(opennessOf(point, told) === undefined ? {} : { open: true }),
    };
  });
}

interface Segmented extends Days {
  readonly period: string;
  readonly segment?: string | undefined;
}

/**
 * A line for each of the first segments, named with its last value.
 *
 * @param periods those that are drawn
 */
export function segmentTracks<R extends Segmented>(
  rows: readonly R[],
  periods: readonly { readonly period: string }[],
  told: Told,
  pointOf: (row: R) => Point,
  write: (value: number) => string,
): { tracks: Track[]; notes: string[] } {
  const segments = new Map<string, Map<string, Point>>();
  for (const row of rows) {
    const name = row.segment ?? '';
    const points = segments.get(name) ?? new Map<string, Point>();
    segments.set(name, points.set(row.period, pointOf(row)));
  }
  const names = [...segments.keys()];
  const kept = names.filter((name) => name !== '(other)').slice(0, MOST_SEGMENTS);
  const tracks = kept.map((name, at): Track => {
    const points = periods.map(({ period }) => segments.get(name)?.get(period));
    const marks = marksOf(points, told);
    const last = marks.findLast((mark) => mark !== null);
    const named = `${cut(name)} ${last ? write(last.value) : ''}`.trim();
    return { name: named, form: 'line', colour: (at + 1) as Colour, marks };
  });
  return { tracks, notes: leftOut(kept.length, names.length) };
}

/** Says so where not all segments are drawn. */
export const leftOut = (drawn: number, all: number): string[] =>
  drawn < all ? [`The ${drawn} largest segments; the file has more.`] : [];

const cut = (name: string): string => (name.length > MOST_LETTERS ? `${name.slice(0, MOST_LETTERS)}…` : name);

/** What hollow marks and gaps mean, where there are any. @param gap why there is one */
export function marksNotes(tracks: readonly Track[], gap = 'no data'): string[] {
  const marks = tracks.flatMap((track) => track.marks);
  const notes: string[] = [];
  if (marks.some((mark) => mark?.open)) notes.push('Hollow: not the number of a whole period yet.');
  if (marks.some((mark) => mark === null)) notes.push(`Gap: ${gap}.`);
  return notes;
}
