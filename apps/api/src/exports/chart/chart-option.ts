import type { Chart, HeatPlot, Measure, TrackPlot } from '@grapevine/exports';
import type { EChartsCoreOption } from 'echarts/core';
import { LOOK, PADDING, WIDTH } from './look.js';
import { seriesOf } from './track-series.js';

const HEAD = 76;
const LINE = 18;
const TRACKS_HEIGHT = 330;
const ROW_HEIGHT = 28;
/** Of a name in the legend, beside its letters. */
const LEGEND_GAP = 36;
const LETTER = 7;

/** A chart as the library draws it, and how high it is. */
export function optionOf(chart: Chart): { option: EChartsCoreOption; height: number } {
  const { plot, notes } = chart;
  const names = plot.kind === 'tracks' && plot.hasLegend ? legendLines(plot) * (LINE + 4) : 0;
  const counts = plot.counts === '' ? 0 : LINE + 8;
  const top = HEAD + names + counts + 12;
  const inner = plot.kind === 'heat' ? (plot.rows.length + 1) * ROW_HEIGHT : TRACKS_HEIGHT;
  const bottom = PADDING + LINE * (notes.length + 1) + 16;
  const height = top + inner + bottom;
  const drawn = plot.kind === 'heat' ? heatOf(plot) : tracksOf(plot);
  return {
    height,
    option: {
      ...{ animation: false, backgroundColor: LOOK.surface, textStyle: { fontFamily: 'Inter', color: LOOK.text } },
      title: [...headOf(chart), line(plot.counts, HEAD + names + 4, 12, LOOK.faint), ...footOf(chart, height)],
      // The labels of the axes are within it.
      grid: { left: PADDING, right: PADDING, top, bottom, outerBoundsMode: 'same', outerBoundsContain: 'axisLabel' },
      ...drawn,
    },
  };
}

/** Letters are taken for wide ones: a line too many is no harm. */
function legendLines({ tracks }: TrackPlot): number {
  const width = tracks.reduce((sum, { name }) => sum + name.length * LETTER + LEGEND_GAP, 0);
  return Math.ceil(width / ROOM);
}

const ROOM = WIDTH - 2 * PADDING;
/** The library guesses how wide letters are; those of titles are wider than it thinks. */
const TITLE_ROOM = 0.86 * ROOM;
const line = (text: string, top: number, fontSize: number, color: string, fontWeight = 400, width = ROOM) => ({
  ...{ text, left: PADDING, top, padding: 0, itemGap: 0 },
  textStyle: { fontSize, color, fontWeight, width, overflow: 'truncate', lineHeight: Math.round(fontSize * 1.3) },
});

const headOf = ({ title, subtitle }: Chart) => [
  line(title, PADDING, 20, LOOK.text, 600, TITLE_ROOM),
  line(subtitle, PADDING + 28, 14, LOOK.soft),
];

const footOf = ({ notes, footer }: Chart, height: number) =>
  [...notes, footer].map((text, at, { length }) =>
    line(text, height - PADDING - LINE * (length - at) + 4, 12, LOOK.faint),
  );

function tracksOf(plot: TrackPlot) {
  const { places, tracks, measure, hasLegend } = plot;
  const isBelowZero = tracks.some(({ marks }) => marks.some((mark) => mark !== null && mark.value < 0));
  return {
    ...(hasLegend ? { legend: legendOf(plot) } : {}),
    xAxis: {
      ...{ type: 'category', data: places.map((_, at) => at), axisTick: { show: false } },
      axisLine: { lineStyle: { color: LOOK.axis }, onZero: true },
      axisLabel: {
        interval: 0,
        color: LOOK.faint,
        fontSize: 12,
        lineHeight: 15,
        formatter: (at: string) => places[Number(at)] ?? '',
      },
    },
    yAxis: {
      ...{ type: 'value', scale: false, splitNumber: 4, minInterval: measure === 'count' ? 1 : 0 },
      // Columns begin at zero; beyond their ends there is room for their values.
      ...(isBelowZero ? { boundaryGap: ['8%', '8%'] } : { min: 0, boundaryGap: [0, '8%'] }),
      splitLine: { lineStyle: { color: LOOK.grid } },
      axisLabel: { color: LOOK.faint, fontSize: 12, formatter: AXIS[measure] },
    },
    series: tracks.flatMap(seriesOf),
  };
}

const legendOf = ({ tracks }: TrackPlot) => ({
  ...{ data: tracks.map((_, at) => String(at)), left: PADDING, top: HEAD + 4, width: ROOM, padding: 0, itemGap: 18 },
  ...{
    itemWidth: 14,
    itemHeight: 10,
    selectedMode: false,
    formatter: (at: string) => tracks[Number(at)]?.name ?? '',
    textStyle: { color: LOOK.soft, fontSize: 12 },
  },
});

const number = (options: Intl.NumberFormatOptions) => {
  const formatter = new Intl.NumberFormat('en-US', options);
  return (value: number) => formatter.format(value).replace('-', '−');
};
const compact = number({ notation: 'compact', maximumSignificantDigits: 3 });
const AXIS: Readonly<Record<Measure, (value: number) => string>> = {
  count: (value) => (Math.abs(value) < 10_000 ? number({})(value) : compact(value)),
  share: number({ style: 'percent', maximumFractionDigits: 1 }),
  quotient: number({ maximumFractionDigits: 2 }),
  duration: (value) => `${number({ maximumFractionDigits: 2 })(value)} s`,
};

function heatOf({ rows, columns }: HeatPlot) {
  const cells = rows.flatMap(({ shares }, row) =>
    shares.flatMap((share, column) => (share === null ? [] : [[column, row, share]])),
  );
  return {
    xAxis: {
      ...{ type: 'category', data: columns, position: 'top', axisTick: { show: false }, axisLine: { show: false } },
      axisLabel: { color: LOOK.faint, fontSize: 12, interval: 0 },
    },
    yAxis: {
      ...{ type: 'category', inverse: true, data: rows.map((_, at) => at) },
      ...{ axisTick: { show: false }, axisLine: { show: false } },
      axisLabel: { color: LOOK.soft, fontSize: 12, formatter: (at: string) => rows[Number(at)]?.name ?? '' },
    },
    visualMap: { show: false, min: 0, max: 1, dimension: 2, inRange: { color: [LOOK.cold, LOOK.heat] } },
    series: [
      {
        ...{ type: 'heatmap', data: cells, itemStyle: { borderColor: LOOK.surface, borderWidth: 2 } },
        label: {
          ...{ show: true, color: LOOK.text, fontSize: 12 },
          formatter: ({ value }: { value: unknown }) => AXIS.share((value as number[])[2] ?? 0),
        },
      },
    ],
  };
}
