import type { Restatement, SeriesAnswer } from '@grapevine/contracts';
import { useSeries } from '../../app/api/questions.js';
import { useRestatements } from '../../app/api/restatement-questions.js';
import { Segmented } from '../../app/controls/segmented.js';
import { type Language, useLanguage } from '../../app/language/language.js';
import { segmentWords } from '../../app/language/segment-words.js';
import { useChoice, useView } from '../../app/view/use-view.js';
import { type CardQuery, ChartCard, type Shown } from '../frame/chart-card.js';
import { TimeChart } from '../frame/lazy-time-chart.js';
import { type Cut, periodName } from '../frame/period-name.js';
import { notesAt, restatedNotes } from '../frame/restated.js';
import { SegmentBars } from '../frame/segment-bars.js';
import { timeModel } from '../frame/time-model.js';
import { valueWords } from '../frame/value-words.js';
import { MOST_COLORS } from '../prepare/chart-data.js';
import type { ChartKind } from '../prepare/drawing.js';
import { segmentTracks } from '../prepare/from-series.js';
import { newestPeriod } from '../prepare/newest.js';
import type { PageView } from './page-view.js';

interface Look {
  id: string;
  /** What tells the segments apart. */
  dimension: string;
  title: string;
  about?: string;
  height: number;
  /** How the segments are drawn over time; only what adds up may be stacked. */
  overTime: Extract<ChartKind, 'line' | 'stack'>;
  /** The view that is shown first. */
  first: 'bars' | 'lines';
}

interface BreakdownCardProps extends Look {
  metric: string;
  cut: Cut;
  page: PageView;
}

/** A metric by the values of a dimension: the newest complete period as bars, or all periods as lines. */
export function BreakdownCard({ metric, cut, page, ...look }: BreakdownCardProps) {
  const { asked } = page;
  const question = { metric, ...cut, by: look.dimension, limit: MOST_COLORS, ...asked };
  const query = useSeries(question, asked !== undefined);
  return <AnsweredBreakdownCard query={query} unreachable={page.unreachable} {...look} />;
}

interface AnsweredBreakdownCardProps extends Look {
  query: CardQuery<SeriesAnswer>;
  unreachable: boolean;
}

/** The same, of an answer that somebody else asked for. */
export function AnsweredBreakdownCard({ query, unreachable, ...look }: AnsweredBreakdownCardProps) {
  const language = useLanguage();
  const { words } = language;
  const options = look.first === 'bars' ? (['bars', 'lines'] as const) : (['lines', 'bars'] as const);
  const isByChannel = look.dimension === 'channel';
  const restatements = useRestatements(isByChannel ? query.data : undefined, query.data?.meta.metric ?? '', 'channels');
  const compare = useView().compare !== undefined;
  const [view, setView] = useChoice<'bars' | 'lines'>(`view_${look.id}`, options);
  return (
    <ChartCard
      id={look.id}
      title={look.title}
      about={look.about ?? ''}
      height={look.height}
      query={query}
      unreachable={unreachable}
      controls={
        <Segmented
          label={`${look.title}: ${words.growth.bars}, ${words.growth.lines}`}
          value={view}
          options={options.map((value) => ({ value, text: words.growth[value] }))}
          onChange={setView}
        />
      }
      show={(answer) => showBreakdown(answer, restatements, { ...look, view, compare }, language)}
    />
  );
}

function showBreakdown(
  answer: SeriesAnswer,
  restatements: readonly Restatement[],
  { view, compare, ...look }: Look & { view: 'bars' | 'lines'; compare: boolean },
  language: Language,
): Shown | string {
  const { meta } = answer;
  const { words, format, say } = language;
  const segments = segmentTracks(answer, (segment) => segmentWords(look.dimension, segment, language));
  if (segments.tracks.every(({ id }) => id === 'unknown')) {
    return meta.filter ? words.chart.noneWithFilters : words.chart.noSegments;
  }
  const values = valueWords(meta.metric, meta.unit, language);
  const total = { metric: meta.metric, name: words.restated.total, values };
  const parts = segments.tracks.map(({ id, name }) => ({ ...total, segment: id, track: id, name }));
  const restated = restatedNotes(restatements, [total, ...parts], meta.time_zone, language);
  const { overTime: kind, title } = look;
  const model = timeModel(
    { kind, title, data: segments, values, cut: meta, meta, totals: segments.totals, restated },
    language,
  );
  if (!model) return words.headline.noneInRange;
  if (view === 'lines') {
    const note = compare ? [look.about, words.compare.notHere].filter(Boolean).join(' ') : undefined;
    return { chart: <TimeChart model={model} title={look.title} height={look.height} />, table: model.table, note };
  }
  const newest = newestPeriod(segments);
  const slot = newest === undefined ? undefined : segments.slots[newest];
  if (newest === undefined || !slot) return words.headline.noneInRange;
  const everybody = segments.totals[newest] ?? null;
  const period = periodName(slot, meta, language);
  const sum = segments.tracks.reduce((all, track) => all + (track.values[newest] ?? 0), 0);
  return {
    chart: <SegmentBars segments={segments} index={newest} total={everybody} values={values} height={look.height} />,
    table: model.table,
    note: [
      say(words.growth.byAbout, { period }),
      ...(everybody !== null && values.measure === 'count' && sum !== everybody
        ? [say(words.chart.breakdownNote, { n: format.short(everybody) })]
        : []),
      ...notesAt(restated, slot.period),
      ...(compare ? [words.compare.notHere] : []),
    ].join(' '),
  };
}
