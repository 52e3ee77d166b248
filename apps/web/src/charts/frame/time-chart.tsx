import { useId, useMemo } from 'react';
import { useLanguage } from '../../app/language/language.js';
import { TimeDrawing } from '../draw/time-drawing.js';
import { arrange } from '../prepare/arrange.js';
import { xOf } from '../prepare/layout.js';
import { isUnsettled } from '../prepare/point-state.js';
import { ChartSurface } from './chart-surface.js';
import { CursorMark } from './cursor-mark.js';
import { Legend } from './legend.js';
import { PlotSkeleton } from './plot-skeleton.js';
import { spoken } from './spoken.js';
import styles from './time-chart.module.css';
import type { ChartModel } from './time-model.js';
import { Tooltip } from './tooltip.js';
import { useCursor } from './use-cursor.js';
import { useWidth } from './use-width.js';

export interface TimeChartProps {
  model: ChartModel;
  title: string;
  height: number;
}

/** A chart that can be read by eye, by pointer, by keys and by ear. */
export function TimeChart({ model, title, height }: TimeChartProps) {
  const { words } = useLanguage();
  const about = useId();
  const [frame, width] = useWidth<HTMLDivElement>();
  const { drawing, writing } = model;
  const picture = useMemo(
    () => (width === undefined ? undefined : arrange(drawing, { width, height }, writing)),
    [drawing, writing, width, height],
  );
  const control = useCursor(drawing.rows.length);
  const { cursor } = control;
  const shown = cursor && model.wordsAt(cursor.index);
  const foot = model.footAt?.(cursor?.index ?? newestSettled(model));

  return (
    <div className={styles.chart}>
      {picture?.needsLegend && <Legend tracks={drawing.tracks} />}
      <ChartSurface ref={frame} label={title} about={about} height={height} layout={picture?.layout} control={control}>
        {picture ? <TimeDrawing drawing={drawing} {...picture} /> : <PlotSkeleton height={height} />}
        {picture && shown && (
          <>
            <CursorMark index={cursor.index} drawing={drawing} layout={picture.layout} />
            <Tooltip
              words={shown}
              pinned={cursor.pinned}
              x={xOf(picture.layout, cursor.index)}
              within={picture.layout.width}
            />
          </>
        )}
      </ChartSurface>
      {model.footAt && <p className={styles.foot}>{foot ?? '\u00a0'}</p>}
      <p id={about} className="only-heard">
        {model.summary} {model.howTo}
      </p>
      <p className="only-heard" aria-live="polite" data-testid="chart-value">
        {cursor?.byKey && shown && spoken(shown, words.chart.of)}
        {cursor?.byKey && foot !== undefined && ` ${foot}`}
      </p>
    </div>
  );
}

const newestSettled = ({ drawing }: ChartModel): number =>
  drawing.rows.findLast(({ state, value }) => !isUnsettled(state) && value.some((it) => it !== null))?.index ?? 0;
