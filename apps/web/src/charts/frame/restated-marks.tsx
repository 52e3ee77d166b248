import type { Drawing } from '../prepare/drawing.js';
import { type Layout, xOf, yOf } from '../prepare/layout.js';
import styles from './time-chart.module.css';

interface RestatedMarksProps {
  at: readonly number[];
  drawing: Drawing;
  layout: Layout;
}

/** A ring around every value that was restated; what it was and why stands in the tooltip and in the table. */
export function RestatedMarks({ at, drawing, layout }: RestatedMarksProps) {
  return at.flatMap((index) => {
    const value = drawing.rows[index]?.value[0];
    if (value == null) return [];
    const place = { left: xOf(layout, index), top: yOf(layout, drawing.scale, value) };
    return [<span key={index} className={styles.restatedMark} data-testid="restated" style={place} />];
  });
}
