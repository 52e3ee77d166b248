import { memo, useId } from 'react';
import {
  CartesianGrid,
  ComposedChart,
  DefaultZIndexes,
  ReferenceArea,
  ReferenceLine,
  XAxis,
  YAxis,
  ZIndexLayer,
} from 'recharts';
import type { Arrangement } from '../prepare/arrange.js';
import { colorOf } from '../prepare/chart-data.js';
import type { Drawing } from '../prepare/drawing.js';
import { LINE_HEIGHT } from '../prepare/value-labels.js';
import styles from './drawing.module.css';
import { SlotTickLabel } from './slot-tick-label.js';
import { trackMarks } from './track-marks.js';

export interface TimeDrawingProps extends Omit<Arrangement, 'needsLegend'> {
  drawing: Drawing;
}

/**
 * Draws what was decided and decides nothing. It is a picture only: values, keyboard and screen readers are served by
 * the frame around it.
 */
function DrawTimeSeries({ drawing, layout, unit, slotUnit, slotTicks, valueTicks, labels }: TimeDrawingProps) {
  const hatch = useId();
  const texts = new Map(slotTicks.map((tick) => [tick.index, tick]));
  const { scale } = drawing;
  return (
    <ComposedChart
      width={layout.width}
      height={layout.height}
      data={drawing.rows}
      margin={{ top: layout.top, right: layout.right, bottom: 0, left: 0 }}
      stackOffset="sign"
      accessibilityLayer={false}
      className={styles.chart}
    >
      <defs>
        <pattern id={hatch} width={6} height={6} patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
          <line className={styles.hatch} x1={0} y1={0} x2={0} y2={6} />
        </pattern>
      </defs>
      <CartesianGrid vertical={false} stroke="var(--grid)" syncWithTicks />
      <XAxis
        dataKey="index"
        scale="band"
        height={layout.bottom}
        axisLine={{ stroke: 'var(--border-strong)' }}
        tickLine={false}
        ticks={slotTicks.map((tick) => tick.index)}
        interval={0}
        tick={<SlotTickLabel texts={texts} />}
      />
      <YAxis
        width={layout.left}
        scale={scale.kind}
        domain={[scale.bottom, scale.top]}
        allowDataOverflow
        ticks={valueTicks.map((tick) => tick.value)}
        tickFormatter={(value: number) => valueTicks.find((tick) => tick.value === value)?.text ?? ''}
        interval={0}
        axisLine={false}
        tickLine={false}
        tickMargin={8}
        tick={{ className: styles.tick }}
      />
      {drawing.gaps.map((gap) => (
        <ReferenceArea key={gap.from} x1={gap.from} x2={gap.to} fill={`url(#${hatch})`} fillOpacity={1} />
      ))}
      {scale.bottom < 0 && <ReferenceLine y={0} stroke="var(--border-strong)" />}
      {trackMarks(drawing, hatch, layout.top + layout.plotHeight)}
      <ZIndexLayer zIndex={DefaultZIndexes.label}>
        <text x={0} y={12} className={styles.tick}>
          {unit}
        </text>
        {slotUnit !== undefined && (
          <text x={layout.left + layout.plotWidth} y={layout.height - 2} textAnchor="end" className={styles.tick}>
            {slotUnit}
          </text>
        )}
        {labels.map(({ track, kind: of, lines, x, y, anchor }) => (
          <text
            key={`${track}-${of}`}
            y={y}
            textAnchor={anchor}
            className={drawing.tracks.length > 1 ? styles.name : styles[of]}
            fill={drawing.tracks.length > 1 ? nameColor(drawing, track) : undefined}
          >
            {lines.map((line, index) => (
              <tspan key={line} x={x} dy={index === 0 ? 0 : LINE_HEIGHT}>
                {line}
              </tspan>
            ))}
          </text>
        ))}
      </ZIndexLayer>
    </ComposedChart>
  );
}

/** Names are text: they are a little nearer to the text's colour than their lines, which keeps them readable. */
function nameColor({ tracks }: Drawing, at: number): string {
  const color = tracks[at]?.color;
  return color === undefined ? 'var(--text)' : `color-mix(in srgb, ${colorOf(color)} 62%, var(--text))`;
}

/** Drawn again only when a decision changed: the cursor moves over it without it. */
export const TimeDrawing = memo(DrawTimeSeries);
