import type { TimeTick } from '../prepare/arrange.js';
import styles from './drawing.module.css';

interface TimeTickLabelProps {
  texts: ReadonlyMap<number, TimeTick>;
  /** Given by recharts. */
  x?: number | string;
  y?: number | string;
  payload?: { value: number };
}

/** One label of the time axis: the month, and below it the year where one begins to be told. */
export function TimeTickLabel({ texts, x, y, payload }: TimeTickLabelProps) {
  const tick = payload && texts.get(payload.value);
  if (!tick) return null;
  return (
    <text x={x} y={Number(y) + 10} textAnchor="middle" className={styles.tick}>
      <tspan x={x}>{tick.text}</tspan>
      {tick.below !== undefined && (
        <tspan x={x} dy={15} className={styles.year}>
          {tick.below}
        </tspan>
      )}
    </text>
  );
}
