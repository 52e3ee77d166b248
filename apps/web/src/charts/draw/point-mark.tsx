import type { Row } from '../prepare/drawing.js';
import { isUnsettled } from '../prepare/point-state.js';
import styles from './drawing.module.css';

interface PointMarkProps {
  color: string;
  /** Hollow marks a period that is not settled, and only it. */
  hollow: boolean;
  only?: ReadonlySet<number>;
  /** Down to where a dashed line leads from a hollow point, in CSS pixels. */
  stem?: number | undefined;
  /** Given by recharts. */
  cx?: number;
  cy?: number | null;
  payload?: Row;
}

export function PointMark({ color, hollow, only, stem, cx, cy, payload }: PointMarkProps) {
  if (cx === undefined || cy === undefined || cy === null || payload === undefined) return null;
  if (hollow !== isUnsettled(payload.state) || only?.has(payload.index) === false) return null;
  if (!hollow) return <circle cx={cx} cy={cy} r={3} fill={color} className={styles.point} />;
  return (
    <>
      {stem !== undefined && <path d={`M${cx},${cy}V${stem}`} stroke={color} className={styles.stem} />}
      <circle cx={cx} cy={cy} r={4.5} stroke={color} className={styles.hollow} />
    </>
  );
}
