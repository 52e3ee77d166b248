import { type Layout, xOf, yOf } from '../prepare/layout.js';
import type { Drawing } from '../prepare/time-series.js';
import styles from './time-chart.module.css';

interface CursorMarkProps {
  index: number;
  drawing: Drawing;
  layout: Layout;
}

/** Shows which period is read. It lies over the drawing, which is not drawn again when the cursor moves. */
export function CursorMark({ index, drawing, layout }: CursorMarkProps) {
  const x = xOf(layout, index);
  const upright = { top: layout.top, height: layout.plotHeight };
  if (layout.kind === 'bar') {
    return <span className={styles.bandMark} style={{ ...upright, left: x - layout.band / 2, width: layout.band }} />;
  }
  const value = drawing.rows[index]?.value ?? null;
  return (
    <>
      <span className={styles.lineMark} style={{ ...upright, left: x }} />
      {value !== null && (
        <span className={styles.dotMark} style={{ left: x, top: yOf(layout, drawing.scale.top, value) }} />
      )}
    </>
  );
}
