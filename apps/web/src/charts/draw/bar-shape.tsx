import type { Row } from '../prepare/drawing.js';
import { isUnsettled } from '../prepare/point-state.js';
import styles from './drawing.module.css';

interface BarShapeProps {
  color: string;
  /** Id of the hatch that fills a period that is not settled. */
  hatch: string;
  /** Number of the track. */
  track: number;
  /** Given by recharts. */
  x?: number;
  y?: number;
  width?: number;
  height?: number;
  payload?: Row;
}

const ROUNDING = 3;

/** A bar that stands on the axis or hangs from it, its far corners rounded; a running period is an outline. */
export function BarShape({ color, hatch, track, x = 0, y = 0, width = 0, height = 0, payload }: BarShapeProps) {
  const value = payload?.solid[track] ?? payload?.open[track];
  // Below zero recharts counts the height downwards.
  const size = Math.abs(height);
  if (!payload || value == null || size <= 0) return null;
  const top = Math.min(y, y + height);
  const path = outline(x, top, width, size, value < 0);
  if (!isUnsettled(payload.state)) return <path d={path} fill={color} className={styles.bar} />;
  return (
    <>
      <path d={path} fill={`url(#${hatch})`} />
      <path d={path} stroke={color} className={styles.runningBar} />
    </>
  );
}

function outline(x: number, top: number, width: number, size: number, hangs: boolean): string {
  const r = Math.min(ROUNDING, width / 2, size);
  const inner = width - 2 * r;
  return hangs
    ? `M${x},${top}v${size - r}q0,${r} ${r},${r}h${inner}q${r},0 ${r},${-r}v${r - size}Z`
    : `M${x},${top + size}v${r - size}q0,${-r} ${r},${-r}h${inner}q${r},0 ${r},${r}v${size - r}Z`;
}
