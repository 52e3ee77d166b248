import { Area, Bar, Line } from 'recharts';
import { colorOf } from '../prepare/chart-data.js';
import type { Drawing, Row } from '../prepare/drawing.js';
import { WIDEST_BAR } from '../prepare/layout.js';
import { BarShape } from './bar-shape.js';
import styles from './drawing.module.css';
import { PointMark } from './point-mark.js';

/** Above this many periods the points of a line would touch; the line alone is easier to read. */
const MOST_POINTS = 60;
const STILL = { isAnimationActive: false, activeDot: false, connectNulls: false, type: 'linear' } as const;

/**
 * Every track of a drawing, bars below lines. Elements in an array, since recharts looks for its own among its children.
 * @param foot where the axis of time lies, in CSS pixels
 */
export function trackMarks(drawing: Drawing, hatch: string, foot: number) {
  const { kind, tracks } = drawing;
  const lines = tracks.flatMap((track, at) =>
    kind === 'line' || track.role !== 'value' ? lineMarks(drawing, at, foot) : [],
  );
  if (kind === 'line') return lines;
  const bars = tracks.flatMap((track, at) =>
    track.role === 'value'
      ? [
          <Bar
            key={`bar-${track.id}`}
            dataKey={(row: Row) => row.solid[at] ?? row.open[at]}
            stackId={kind === 'stack' ? 'stack' : undefined}
            isAnimationActive={false}
            maxBarSize={WIDEST_BAR}
            shape={<BarShape color={colorOf(track.color)} hatch={hatch} track={at} />}
          />,
        ]
      : [],
  );
  return [...bars, ...lines];
}

function lineMarks(drawing: Drawing, at: number, foot: number) {
  const track = drawing.tracks[at];
  if (!track) return [];
  const color = colorOf(track.color);
  const solid = (row: Row) => row.solid[at];
  const isAlone = drawing.tracks.length === 1;
  const isQuiet = track.role === 'compared';
  // How far a count has come, from nothing: of several series the stems would hide each other.
  const isCount = drawing.kind === 'line' && drawing.scale.kind === 'linear' && drawing.measure === 'count';
  const stem = isCount && values(drawing).length === 1 ? foot : undefined;
  const kind = isQuiet ? styles.compared : isAlone ? styles.solid : styles.many;
  return [
    isAlone && <Area key="area" {...STILL} dataKey={solid} stroke="none" fill={color} fillOpacity={0.08} dot={false} />,
    <Line
      key={`solid-${track.id}`}
      {...STILL}
      dataKey={solid}
      stroke={color}
      className={kind}
      dot={!isQuiet && pointsOf(drawing, at, color)}
    />,
    !isQuiet && (
      <Line
        key={`running-${track.id}`}
        {...STILL}
        dataKey={(row: Row) => row.open[at]}
        stroke="none"
        dot={<PointMark color={color} hollow stem={stem} />}
      />
    ),
  ];
}

const values = ({ tracks }: Drawing) => tracks.filter(({ role }) => role === 'value');

/** Points where they have room; else only those between two gaps, which have no line through them. */
function pointsOf({ rows, tracks }: Drawing, at: number, color: string) {
  if (rows.length <= (tracks.length === 1 ? MOST_POINTS : MOST_POINTS / 2)) {
    return <PointMark color={color} hollow={false} />;
  }
  const alone = new Set(
    rows
      .filter(({ solid, index }) => {
        const neighbours = [rows[index - 1], rows[index + 1]];
        return solid[at] !== null && neighbours.every((row) => row?.solid[at] == null);
      })
      .map(({ index }) => index),
  );
  return alone.size > 0 && <PointMark color={color} hollow={false} only={alone} />;
}
