import { type Layout, xOf } from '../prepare/layout.js';
import styles from './time-chart.module.css';

/** A flag at the head of every period that has a note; what it says stands in the tooltip. */
export function NoteMarks({ at, layout }: { at: readonly number[]; layout: Layout }) {
  return at.map((index) => (
    <span
      key={index}
      className={styles.noteMark}
      style={{ left: xOf(layout, index), top: layout.top, height: layout.plotHeight }}
    />
  ));
}
