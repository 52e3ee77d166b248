import type { SeriesAnswer } from '@grapevine/contracts';
import { useId, useMemo } from 'react';
import { useLanguage } from '../../app/language/language.js';
import { TimeDrawing } from '../draw/time-drawing.js';
import { arrange } from '../prepare/arrange.js';
import { type ChartKind, xOf } from '../prepare/layout.js';
import { prepareSeries } from '../prepare/time-series.js';
import { ChartSurface } from './chart-surface.js';
import { CursorMark } from './cursor-mark.js';
import { periodWords, summaryWords } from './period-words.js';
import { PlotSkeleton } from './plot-skeleton.js';
import styles from './time-chart.module.css';
import { Tooltip } from './tooltip.js';
import { useCursor } from './use-cursor.js';
import { useWidth } from './use-width.js';

export interface TimeChartProps {
  kind: ChartKind;
  /** At least one point. */
  answer: SeriesAnswer;
  title: string;
  height: number;
}

/** A chart over time that can be read by eye, by pointer, by keys and by ear. */
export function TimeChart({ kind, answer, title, height }: TimeChartProps) {
  const language = useLanguage();
  const about = useId();
  const [frame, width] = useWidth<HTMLDivElement>();
  const drawing = useMemo(() => prepareSeries(answer.data, answer.meta), [answer]);
  const picture = useMemo(
    () => (width === undefined ? undefined : arrange(kind, drawing, { width, height }, language)),
    [kind, drawing, width, height, language],
  );
  const control = useCursor(drawing.points.length);
  const { cursor } = control;
  const shown = cursor && drawing.points[cursor.index];
  const spoken = shown && periodWords(shown, drawing.points[cursor.index - 1], answer.meta, language);

  return (
    <div className={styles.chart}>
      <ChartSurface ref={frame} label={title} about={about} height={height} layout={picture?.layout} control={control}>
        {picture ? <TimeDrawing drawing={drawing} {...picture} /> : <PlotSkeleton height={height} />}
        {picture && spoken && (
          <>
            <CursorMark index={cursor.index} drawing={drawing} layout={picture.layout} />
            <Tooltip
              words={spoken}
              pinned={cursor.pinned}
              x={xOf(picture.layout, cursor.index)}
              within={picture.layout.width}
            />
          </>
        )}
      </ChartSurface>
      <p id={about} className="only-heard">
        {summaryWords(drawing, title, language)} {language.words.chart.howTo}
      </p>
      <p className="only-heard" aria-live="polite" data-testid="chart-value">
        {cursor?.byKey && spoken && Object.values(spoken).filter(Boolean).join('. ')}
      </p>
    </div>
  );
}
