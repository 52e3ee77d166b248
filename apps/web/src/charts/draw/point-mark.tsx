import type { Row } from '../prepare/time-series.js';
import styles from './drawing.module.css';

interface PointMarkProps {
  /** Hollow marks the running period, and only it. */
  hollow: boolean;
  only?: ReadonlySet<number>;
  /** Given by recharts. */
  cx?: number;
  cy?: number | null;
  payload?: Row;
}

export function PointMark({ hollow, only, cx, cy, payload }: PointMarkProps) {
  if (cx === undefined || cy === undefined || cy === null || payload === undefined) return null;
  if (hollow !== (payload.state === 'running') || only?.has(payload.index) === false) return null;
  return <circle cx={cx} cy={cy} r={hollow ? 4.5 : 3} className={hollow ? styles.hollow : styles.point} />;
}
