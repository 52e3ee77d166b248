import type { Restatement, SeriesAnswer, SeriesMeta } from '@grapevine/contracts';
import type { ReactNode } from 'react';
import { useSeries } from '../../app/api/questions.js';
import { isMadeOfActives, useRestatements } from '../../app/api/restatement-questions.js';
import { type Language, useLanguage } from '../../app/language/language.js';
import { type CardQuery, ChartCard } from '../frame/chart-card.js';
import { TimeChart } from '../frame/lazy-time-chart.js';
import type { Cut } from '../frame/period-name.js';
import { periodName } from '../frame/period-name.js';
import { restatedNotes } from '../frame/restated.js';
import { type ChartModel, timeModel } from '../frame/time-model.js';
import { valueWords } from '../frame/value-words.js';
import type { ChartKind } from '../prepare/drawing.js';
import { singleTracks } from '../prepare/from-series.js';
import type { PageView } from './page-view.js';

/** Nothing but a line on its axis needs no room. */
const ZERO_HEIGHT = 150;

interface Look {
  /** Names the chart in the address and in the names of files. */
  id: string;
  kind: ChartKind;
  title: string;
  about: string;
  height: number;
  /** Said under the title when every value of the range is zero. */
  allZero?: string;
  controls?: ReactNode;
}

interface SeriesCardProps extends Look {
  metric: string;
  cut: Cut;
  page: PageView;
}

/** A metric over time, which asks for it by itself. */
export function SeriesCard({ metric, cut, page, ...look }: SeriesCardProps) {
  const { asked, compare } = page;
  const query = useSeries({ metric, ...cut, ...asked, ...(compare ? { compare } : {}) }, asked !== undefined);
  return <AnsweredSeriesCard query={query} unreachable={page.unreachable} {...look} />;
}

interface AnsweredSeriesCardProps extends Look {
  query: CardQuery<SeriesAnswer>;
  unreachable: boolean;
}

/** A metric over time, of an answer that somebody else asked for. */
export function AnsweredSeriesCard({ query, unreachable, ...look }: AnsweredSeriesCardProps) {
  const language = useLanguage();
  const { words } = language;
  const { id, kind, title, about, height, allZero, controls } = look;
  const restatements = useRestatements(query.data, query.data?.meta.metric ?? '');
  return (
    <ChartCard
      id={id}
      title={title}
      about={about}
      height={height}
      query={query}
      unreachable={unreachable}
      controls={controls}
      show={(answer) => {
        const model = seriesModel(answer, restatements, { kind, title }, language);
        if (!model) return words.headline.noneInRange;
        const values = model.drawing.rows.flatMap(({ value }) => value.filter((it) => it !== null));
        const isZero = values.length > 0 && values.every((value) => value === 0);
        return {
          chart: <TimeChart model={model} title={title} height={isZero ? ZERO_HEIGHT : height} />,
          table: model.table,
          note: isZero ? (answer.meta.filter ? words.chart.noneWithFilters : allZero) : undefined,
        };
      }}
    />
  );
}

/** An answer of `/v1/series` without a breakdown as a chart. */
function seriesModel(
  answer: SeriesAnswer,
  restatements: readonly Restatement[],
  { kind, title }: { kind: ChartKind; title: string },
  language: Language,
): ChartModel | undefined {
  const { data, meta } = answer;
  const { words } = language;
  const values = valueWords(meta.metric, meta.unit, language);
  const shown = isMadeOfActives(meta.metric)
    ? {
        metric: 'active_members',
        name: words.restated.actives,
        values: valueWords('active_members', 'members', language),
      }
    : { metric: meta.metric, values };
  const names = { value: values.axisTitle, compared: meta.compare ? words.compare[meta.compare] : '' };
  return timeModel(
    {
      kind,
      title,
      data: singleTracks(answer, names),
      values,
      cut: meta,
      meta,
      restated: restatedNotes(restatements, [{ ...shown, track: 'value' }], meta.time_zone, language),
      missing: meta.unit.startsWith('ratio') ? words.chart.noQuotient : undefined,
      comparedNames: meta.compare ? data.map(({ compare }) => comparedName(compare, meta, language)) : undefined,
    },
    language,
  );
}

function comparedName(compare: SeriesAnswer['data'][number]['compare'], meta: SeriesMeta, language: Language) {
  const { period, start, end } = compare ?? {};
  return period && start && end ? periodName({ period, start, end }, meta, language) : undefined;
}
