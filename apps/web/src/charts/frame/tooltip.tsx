import { useLanguage } from '../../app/language/language.js';
import { colorOf } from '../prepare/chart-data.js';
import type { SlotWords } from './time-model.js';
import styles from './tooltip.module.css';

const WIDTH = 264;
/** Where parts have a share and a change each. */
const WIDE = 340;
const DISTANCE = 14;

interface TooltipProps {
  words: SlotWords;
  pinned: boolean;
  /** The middle of the period, and the width that the tooltip must stay within, in CSS pixels. */
  x: number;
  within: number;
}

/** The exact values of a period, beside the cursor; where neither side has room, above the plot. */
export function Tooltip({ words: { title, rows, notes }, pinned, x, within }: TooltipProps) {
  const { words } = useLanguage();
  const hasDetails = rows.some(({ name, detail }) => name !== undefined && detail !== undefined);
  const width = Math.min(hasDetails ? WIDE : WIDTH, within);
  const right = x + DISTANCE;
  const left = x - DISTANCE - width;
  const hasSide = right + width <= within || left >= 0;
  const over = Math.min(Math.max(x - width / 2, 0), within - width);
  const place = !hasSide ? over : right + width <= within ? right : left;
  return (
    <div
      className={styles.tooltip}
      data-above={!hasSide || undefined}
      style={{ transform: `translateX(${place}px)`, width }}
    >
      <p className={styles.period}>
        {title}
        {pinned && <span className={styles.pinned}>{words.chart.pinned}</span>}
      </p>
      {rows.map(({ name, color, value, detail }) =>
        name === undefined ? (
          <div key={value} className={styles.main}>
            <p className={styles.value}>{value}</p>
            {detail !== undefined && <p>{detail}</p>}
          </div>
        ) : (
          <p key={name} className={styles.row}>
            {color !== undefined && <span className={styles.key} style={{ background: colorOf(color) }} />}
            <span className={styles.name}>{name}</span>
            <span className={styles.part}>{value}</span>
            {detail !== undefined && <span className={styles.detail}>{detail}</span>}
          </p>
        ),
      )}
      {notes.map((note) => (
        <p key={note} className={styles.state}>
          {note}
        </p>
      ))}
    </div>
  );
}
