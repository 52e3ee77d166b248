import type { SeriesMeta, SeriesPoint } from '@grapevine/contracts';
import type { Language } from '../../app/language/language.js';
import { elapsed, endsWithin, stateOf } from '../prepare/point-state.js';
import { difference } from '../prepare/table.js';
import type { Drawing } from '../prepare/time-series.js';

/** What is said about one period, in words; the tooltip, the screen reader and the table say the same. */
export interface PeriodWords {
  period: string;
  value: string;
  /** Against the period before; absent where one of the two has no value or is still running. */
  change: string | undefined;
  state: string;
}

/** @param before the period right before `point`, if it is known. */
export function periodWords(
  point: SeriesPoint,
  before: SeriesPoint | undefined,
  meta: SeriesMeta,
  language: Language,
): PeriodWords {
  const { words, format, say, count } = language;
  const value = point.value === null ? words.chart.noValue : count(words.headline.people, point.value);
  return {
    period: format.month(point.start),
    value: stateOf(point, meta) === 'running' ? say(words.chart.soFar, { value }) : value,
    change: changeWords(point, before, language),
    state: say(words.state.asOf, {
      state: stateWords(point, meta, language),
      instant: format.instant(meta.as_of, meta.time_zone),
    }),
  };
}

function changeWords(point: SeriesPoint, before: SeriesPoint | undefined, { words, format, say }: Language) {
  const change = difference(point, before);
  if (change === undefined || !before?.value) return undefined;
  const relative = format.percentChange(change / before.value);
  return say(words.chart.against, {
    change: `${format.change(change)} (${relative})`,
    month: format.month(before.start),
  });
}

/** What the value is worth: sealed, complete, running, or why there is none. */
export function stateWords(point: SeriesPoint, meta: SeriesMeta, { words, format, say }: Language): string {
  const state = stateOf(point, meta);
  if (state === 'before') return say(words.state.before, { day: meta.data_from ? format.day(meta.data_from) : '' });
  if (state === 'after') return say(words.state.after, { day: meta.data_through ? format.day(meta.data_through) : '' });
  if (state === 'running') {
    const { day, days } = elapsed(point, meta.as_of, meta.time_zone);
    return say(words.state.running, { day: format.integer(day), days: format.integer(days) });
  }
  const end = endsWithin(point, meta);
  const main = words.state[state];
  return end === undefined ? main : `${main}; ${say(words.state.cutShort, { day: format.day(end) })}`;
}

/** A chart in one sentence, for who does not see it. */
export function summaryWords({ points, peak }: Drawing, title: string, language: Language): string {
  const { words, format, say, count } = language;
  const first = points[0];
  const last = points.at(-1);
  if (!first || !last) return title;
  const range = { title, from: format.month(first.start), to: format.month(last.start) };
  const highest = peak === undefined ? undefined : points[peak];
  if (!highest || highest.value === null) return say(words.chart.aboutNone, range);
  return say(words.chart.about, {
    ...range,
    peak: count(words.headline.people, highest.value),
    peakMonth: format.month(highest.start),
  });
}
