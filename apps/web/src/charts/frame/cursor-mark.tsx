import type { CSSProperties } from 'react';
import { colorOf } from '../prepare/chart-data.js';
import type { Drawing } from '../prepare/drawing.js';
import { type Layout, xOf, yOf } from '../prepare/layout.js';
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
  if (layout.kind !== 'line') {
    return <span className={styles.bandMark} style={{ ...upright, left: x - layout.band / 2, width: layout.band }} />;
  }
  return (
    <>
      <span className={styles.lineMark} style={{ ...upright, left: x }} />
      {drawing.tracks.map(({ id, color }, at) => {
        const value = drawing.rows[index]?.value[at] ?? null;
        const place = { left: x, top: yOf(layout, drawing.scale, value ?? 0), '--dot': colorOf(color) };
        return value !== null && <span key={id} className={styles.dotMark} style={place as CSSProperties} />;
      })}
    </>
  );
}
