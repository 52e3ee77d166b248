import type { SlotTick } from '../prepare/arrange.js';
import styles from './drawing.module.css';

interface SlotTickLabelProps {
  texts: ReadonlyMap<number, SlotTick>;
  /** Given by recharts. */
  x?: number | string;
  y?: number | string;
  payload?: { value: number };
}

/** One label of the horizontal axis: the period, and below it the year where one begins to be told. */
export function SlotTickLabel({ texts, x, y, payload }: SlotTickLabelProps) {
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
