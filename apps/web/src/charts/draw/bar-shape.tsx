import type { Row } from '../prepare/time-series.js';
import styles from './drawing.module.css';

interface BarShapeProps {
  /** Id of the hatch that fills a running period. */
  hatch: string;
  /** Given by recharts. */
  x?: number;
  y?: number;
  width?: number;
  height?: number;
  payload?: Row;
}

const ROUNDING = 3;

/** A bar that stands on the axis, its upper corners rounded; the running period is an outline. */
export function BarShape({ hatch, x = 0, y = 0, width = 0, height = 0, payload }: BarShapeProps) {
  if (payload === undefined || payload.value === null || height <= 0) return null;
  const r = Math.min(ROUNDING, width / 2, height);
  const path = `M${x},${y + height}V${y + r}q0,${-r} ${r},${-r}h${width - 2 * r}q${r},0 ${r},${r}V${y + height}Z`;
  if (payload.state !== 'running') return <path d={path} className={styles.bar} />;
  return (
    <>
      <path d={path} fill={`url(#${hatch})`} />
      <path d={path} className={styles.runningBar} />
    </>
  );
}
