import { memo, useId } from 'react';
import {
  Area,
  Bar,
  CartesianGrid,
  ComposedChart,
  DefaultZIndexes,
  Line,
  ReferenceArea,
  XAxis,
  YAxis,
  ZIndexLayer,
} from 'recharts';
import type { Arrangement } from '../prepare/arrange.js';
import { WIDEST_BAR } from '../prepare/layout.js';
import type { Drawing } from '../prepare/time-series.js';
import { LINE_HEIGHT } from '../prepare/value-labels.js';
import { BarShape } from './bar-shape.js';
import styles from './drawing.module.css';
import { PointMark } from './point-mark.js';
import { TimeTickLabel } from './time-tick-label.js';

export interface TimeDrawingProps extends Arrangement {
  drawing: Drawing;
}

/** Above this many periods the points of a line would touch; the line alone is easier to read. */
const MOST_POINTS = 60;

/**
 * Draws what was decided and decides nothing. It is a picture only: values, keyboard and screen readers are served by
 * the frame around it.
 */
function DrawTimeSeries({ drawing, layout, unit, timeTicks, valueTicks, labels }: TimeDrawingProps) {
  const hatch = useId();
  const texts = new Map(timeTicks.map((tick) => [tick.index, tick]));
  const still = { isAnimationActive: false, activeDot: false, connectNulls: false, type: 'linear' } as const;
  return (
    <ComposedChart
      width={layout.width}
      height={layout.height}
      data={drawing.rows}
      margin={{ top: layout.top, right: layout.right, bottom: 0, left: 0 }}
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
        ticks={timeTicks.map((tick) => tick.index)}
        interval={0}
        tick={<TimeTickLabel texts={texts} />}
      />
      <YAxis
        width={layout.left}
        domain={[0, drawing.scale.top]}
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
      {layout.kind === 'bar' ? (
        <Bar dataKey="value" isAnimationActive={false} maxBarSize={WIDEST_BAR} shape={<BarShape hatch={hatch} />} />
      ) : (
        [
          <Area
            key="area"
            {...still}
            dataKey="solid"
            stroke="none"
            fill="var(--series-1)"
            fillOpacity={0.08}
            dot={false}
          />,
          <Line key="dashed" {...still} dataKey="dashed" dot={false} className={styles.dashed} />,
          <Line
            key="solid"
            {...still}
            dataKey="solid"
            className={styles.solid}
            dot={drawing.rows.length <= MOST_POINTS ? <PointMark hollow={false} /> : isolatedOnly(drawing)}
          />,
          <Line key="running" {...still} dataKey="dashed" className={styles.none} dot={<PointMark hollow />} />,
        ]
      )}
      <ZIndexLayer zIndex={DefaultZIndexes.label}>
        <text x={0} y={12} className={styles.tick}>
          {unit}
        </text>
        {labels.map(({ kind: of, lines, x, y, anchor }) => (
          <text key={of} y={y} textAnchor={anchor} className={styles[of]}>
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

/** A single value between two gaps has no line through it: it needs its point however many periods there are. */
function isolatedOnly(drawing: Drawing) {
  const alone = new Set(
    drawing.rows
      .filter(({ solid }, at, rows) => solid !== null && rows[at - 1]?.solid == null && rows[at + 1]?.solid == null)
      .map(({ index }) => index),
  );
  return alone.size > 0 && <PointMark hollow={false} only={alone} />;
}

/** Drawn again only when a decision changed: the cursor moves over it without it. */
export const TimeDrawing = memo(DrawTimeSeries);
