import { useLanguage } from '../../app/language/language.js';
import { colorOf } from '../prepare/chart-data.js';
import type { Segments } from '../prepare/from-series.js';
import styles from './segment-bars.module.css';
import type { ValueWords } from './value-words.js';

interface SegmentBarsProps {
  segments: Segments;
  /** Of which period. */
  index: number;
  /** The value over all segments; null where there is none. */
  total: number | null;
  values: ValueWords;
  height: number;
}

/** The segments of one period as horizontal bars, each with its exact value and its share of everybody. */
export function SegmentBars({ segments, index, total, values, height }: SegmentBarsProps) {
  const { words, format } = useLanguage();
  // Colours go by the whole range, the order by this period; the rest comes last.
  const bars = segments.tracks
    .map((track) => ({ ...track, value: track.values[index] ?? null }))
    .sort((a, b) => Number(a.color === 'other') - Number(b.color === 'other') || (b.value ?? 0) - (a.value ?? 0));
  const most = Math.max(...bars.map(({ value }) => value ?? 0), 0);
  const hasShares = values.measure === 'count' && total !== null && total > 0;
  return (
    <ol className={styles.bars} style={{ minHeight: height }}>
      {bars.map(({ id, name, color, value }) => (
        <li key={id}>
          <span className={styles.name}>{name}</span>
          <span className={styles.value}>{value === null ? words.chart.noValue : values.cell(value)}</span>
          <span className={styles.share}>{hasShares && value !== null ? format.percent(value / total) : ''}</span>
          <span className={styles.track} aria-hidden="true">
            <span
              className={styles.bar}
              style={{ width: `${most > 0 ? ((value ?? 0) / most) * 100 : 0}%`, background: colorOf(color) }}
            />
          </span>
        </li>
      ))}
    </ol>
  );
}
