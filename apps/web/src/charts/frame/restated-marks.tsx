import type { Drawing } from '../prepare/drawing.js';
import { type Layout, xOf, yOf } from '../prepare/layout.js';
import styles from './time-chart.module.css';

/** Which value is marked: of a period, by index, and of a track, by number; without a track the period itself. */
export interface RestatedMark {
  index: number;
  track: number | undefined;
}

interface RestatedMarksProps {
  marks: readonly RestatedMark[];
  drawing: Drawing;
  layout: Layout;
}

/**
 * A diamond around every value that was restated, or on the axis of time, where it is of a part of a stack or of a number that is not drawn;
 * what it was and why stands in the tooltip and in the table.
 */
export function RestatedMarks({ marks, drawing, layout }: RestatedMarksProps) {
  const places = marks.map(({ index, track }) => {
    const value = track === undefined || layout.kind === 'stack' ? null : (drawing.rows[index]?.value[track] ?? null);
    const top = value === null ? layout.top + layout.plotHeight : yOf(layout, drawing.scale, value);
    return { left: xOf(layout, index), top };
  });
  // Several numbers of one period may share a place on the axis.
  const distinct = new Map(places.map((place) => [`${place.left} ${place.top}`, place]));
  return [...distinct].map(([key, place]) => (
    <span key={key} className={styles.restatedMark} data-testid="restated" style={place} />
  ));
}
