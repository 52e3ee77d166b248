import type { Mark, Track } from '@grapevine/exports';
import type { BarSeriesOption, LineSeriesOption } from 'echarts/charts';
import { COLOURS, LOOK } from './look.js';

type Series = BarSeriesOption | LineSeriesOption;

/** A line with more points than that shows them by its bends. */
const MOST_SYMBOLS = 40;

/**
 * What the library draws for a track.
 *
 * @param at its place, by which the library knows it: names are of anybody's making, and two may be the same
 */
export function seriesOf(track: Track, at: number): Series[] {
  return track.form === 'line' ? linesOf(track, String(at)) : [columnOf(track, String(at))];
}

function columnOf({ form, colour, marks }: Track, name: string): BarSeriesOption {
  const color = COLOURS[colour];
  return {
    ...{ type: 'bar', name, itemStyle: { color }, barMaxWidth: 56, barCategoryGap: '28%', barGap: '8%' },
    ...(form === 'stacked' ? { stack: 'all' } : {}),
    data: marks.map((mark) =>
      mark === null
        ? null
        : {
            value: mark.value,
            label: labelOf(mark, mark.value < 0 ? 'bottom' : 'top'),
            ...(mark.open
              ? { itemStyle: { color: LOOK.surface, borderColor: color, borderType: 'dashed', borderWidth: 1.5 } }
              : {}),
          },
    ),
  };
}

/** Solid between numbers of whole periods, dashed to one that is not. */
function linesOf({ colour, marks }: Track, name: string): LineSeriesOption[] {
  const color = COLOURS[colour];
  const last = marks.findLastIndex((mark) => mark !== null);
  const pointOf = (mark: Mark, at: number) => ({
    value: mark.value,
    symbolSize: marks.length <= MOST_SYMBOLS || at === last || mark.open || isAlone(marks, at) ? 6 : 0,
    label: labelOf(mark, mark.value < 0 ? 'bottom' : 'top'),
    itemStyle: mark.open ? { color: LOOK.surface, borderColor: color, borderWidth: 1.5 } : { color },
  });
  const base: LineSeriesOption = {
    ...{ type: 'line', symbol: 'circle', showAllSymbol: true, connectNulls: false, lineStyle: { color, width: 2 } },
    ...{ itemStyle: { color }, z: 3 },
  };
  const solid = marks.map((mark, at) => (mark === null || mark.open ? null : pointOf(mark, at)));
  const lines: LineSeriesOption[] = [{ ...base, name, data: solid }];
  if (marks.some((mark) => mark?.open)) {
    const data = marks.map((mark, at) => {
      if (mark?.open) return pointOf(mark, at);
      // The end of the solid line is where the dashed one begins; it is drawn already.
      return mark && marks[at + 1]?.open ? { value: mark.value, symbolSize: 0, label: { show: false } } : null;
    });
    lines.push({ ...base, name, data, lineStyle: { color, width: 2, type: 'dashed' } });
  }
  return lines;
}

/** No line leads to it, so that only its point shows it. */
const isAlone = (marks: Track['marks'], at: number): boolean => !marks[at - 1] && !marks[at + 1];

const labelOf = ({ label }: Mark, position: 'top' | 'bottom') => ({
  ...{ show: label !== undefined, formatter: () => label ?? '', position, distance: 6 },
  ...{ color: LOOK.text, fontSize: 12, lineHeight: 15 },
  // It may stand on a column, of whatever colour.
  ...{ textBorderColor: LOOK.surface, textBorderWidth: 3 },
});
