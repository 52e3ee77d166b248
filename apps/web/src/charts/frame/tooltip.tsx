import { useLanguage } from '../../app/language/language.js';
import type { PeriodWords } from './period-words.js';
import styles from './time-chart.module.css';

const WIDTH = 248;
const DISTANCE = 14;

interface TooltipProps {
  words: PeriodWords;
  pinned: boolean;
  /** The middle of the period, and the width that the tooltip must stay within, in CSS pixels. */
  x: number;
  within: number;
}

/** The exact values of a period, beside the cursor; where neither side has room, above the plot. */
export function Tooltip({ words: { period, value, change, state }, pinned, x, within }: TooltipProps) {
  const { words } = useLanguage();
  const width = Math.min(WIDTH, within);
  const right = x + DISTANCE;
  const left = x - DISTANCE - width;
  const hasSide = right + width <= within || left >= 0;
  const over = Math.min(Math.max(x - width / 2, 0), within - width);
  const place = !hasSide ? over : right + width <= within ? right : left;
  return (
    <div className={styles.tooltip} data-above={!hasSide || undefined} style={{ left: place, width }}>
      <p className={styles.period}>
        {period}
        {pinned && <span className={styles.pinned}>{words.chart.pinned}</span>}
      </p>
      <p className={styles.value}>{value}</p>
      {change !== undefined && <p>{change}</p>}
      <p className={styles.state}>{state}</p>
    </div>
  );
}
