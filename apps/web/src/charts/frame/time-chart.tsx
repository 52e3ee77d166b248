import type { Annotation } from '@grapevine/contracts';
import { useId, useMemo } from 'react';
import { useAnnotations } from '../../app/api/annotation-questions.js';
import type { Format } from '../../app/language/format.js';
import { useLanguage } from '../../app/language/language.js';
import { TimeDrawing } from '../draw/time-drawing.js';
import { arrange } from '../prepare/arrange.js';
import { xOf } from '../prepare/layout.js';
import { notesBySlot } from '../prepare/notes.js';
import { isUnsettled } from '../prepare/point-state.js';
import { ChartSurface } from './chart-surface.js';
import { CursorMark } from './cursor-mark.js';
import { Legend } from './legend.js';
import { NoteMarks } from './note-marks.js';
import { PlotSkeleton } from './plot-skeleton.js';
import { RestatedMarks } from './restated-marks.js';
import { spoken } from './spoken.js';
import styles from './time-chart.module.css';
import type { ChartModel, SlotWords } from './time-model.js';
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
  const { words, format } = useLanguage();
  const about = useId();
  const [frame, width] = useWidth<HTMLDivElement>();
  const { drawing, writing } = model;
  const picture = useMemo(
    () => (width === undefined ? undefined : arrange(drawing, { width, height }, writing)),
    [drawing, writing, width, height],
  );
  const control = useCursor(drawing.rows.length);
  const { cursor } = control;
  const annotations = useAnnotations(model.slots !== undefined).data?.data;
  const notes = useMemo(() => notesBySlot(model.slots ?? [], annotations ?? []), [model.slots, annotations]);
  const shown = cursor && withNotes(model.wordsAt(cursor.index), notes.get(cursor.index), format);
  const foot = model.footAt?.(cursor?.index ?? newestSettled(model));

  return (
    <div className={styles.chart}>
      {picture?.needsLegend && <Legend tracks={drawing.tracks} />}
      <ChartSurface ref={frame} label={title} about={about} height={height} layout={picture?.layout} control={control}>
        {picture ? <TimeDrawing drawing={drawing} {...picture} /> : <PlotSkeleton height={height} />}
        {picture && <NoteMarks at={[...notes.keys()]} layout={picture.layout} />}
        {picture && <RestatedMarks marks={model.restated ?? []} drawing={drawing} layout={picture.layout} />}
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

/** What is noted of the days of a period is said with its values, to the eye and to the ear. */
function withNotes(said: SlotWords, notes: readonly Annotation[] | undefined, format: Format): SlotWords {
  if (!notes) return said;
  return { ...said, notes: [...notes.map(({ date, text }) => `${format.day(date)}: ${text}`), ...said.notes] };
}

const newestSettled = ({ drawing }: ChartModel): number =>
  drawing.rows.findLast(({ state, value }) => !isUnsettled(state) && value.some((it) => it !== null))?.index ?? 0;
