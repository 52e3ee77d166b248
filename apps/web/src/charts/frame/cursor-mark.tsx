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

/**
 * Shows which period is read. It lies over the drawing, which is not drawn again when the cursor moves, and is moved by transforms, which lay
 * out nothing anew.
 */
export function CursorMark({ index, drawing, layout }: CursorMarkProps) {
  const x = xOf(layout, index);
  const upright = { top: layout.top, height: layout.plotHeight };
  if (layout.kind !== 'line') {
    const place = { transform: `translateX(${x - layout.band / 2}px)`, width: layout.band };
    return <span className={styles.bandMark} style={{ ...upright, ...place }} />;
  }
  return (
    <>
      <span className={styles.lineMark} style={{ ...upright, transform: `translateX(${x}px)` }} />
      {drawing.tracks.map(({ id, color }, at) => {
        const value = drawing.rows[index]?.value[at] ?? null;
        const y = yOf(layout, drawing.scale, value ?? 0);
        const place = { transform: `translate(${x}px, ${y}px)`, '--dot': colorOf(color) };
        return value !== null && <span key={id} className={styles.dotMark} style={place as CSSProperties} />;
      })}
    </>
  );
}
