import type { SeriesAnswer } from '@grapevine/contracts';
import { isCounted, measureOf, valueWordsOf } from '../headline/numbers.js';
import { inTime } from '../headline/point-facts.js';
import { seriesTitle, totalsOf } from '../headline/series-headline.js';
import type { Drawn } from './chart.js';
import { formOf, MOST_PERIODS, marksNotes, marksOf, segmentTracks } from './period-tracks.js';
import { newest, periodPlaces } from './places.js';

/** A series as columns or a line; of a breakdown a line for each of the largest segments. */
export function seriesChart({ data, meta }: SeriesAnswer, workspace: string): Drawn {
  const title = seriesTitle(meta, workspace);
  const words = valueWordsOf(meta.metric, meta.unit);
  const periods = newest(meta.by === undefined ? inTime(data) : totalsOf(data), MOST_PERIODS, meta.grain);
  const plot = {
    kind: 'tracks' as const,
    places: periodPlaces(periods.kept, meta),
    measure: measureOf(meta.metric, meta.unit),
    counts: isCounted(meta.unit) ? meta.unit : '',
  };
  if (meta.by !== undefined) {
    const { tracks, notes } = segmentTracks(data, periods.kept, meta, (point) => point, words.short);
    return {
      ...{ title: `${title} by ${meta.by}`, periods: periods.kept },
      plot: { ...plot, tracks, hasLegend: true },
      notes: [...periods.notes, ...notes, ...marksNotes(tracks)],
    };
  }
  const form = formOf(periods.kept.length, isCounted(meta.unit));
  const marks = marksOf(periods.kept, meta, words.short);
  const tracks = [{ name: '', form, colour: 1, marks } as const];
  return {
    ...{ title, periods: periods.kept },
    plot: { ...plot, tracks, hasLegend: false },
    notes: [...periods.notes, ...marksNotes(tracks)],
  };
}
