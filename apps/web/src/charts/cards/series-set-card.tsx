import type { SeriesAnswer } from '@grapevine/contracts';
import { useSeriesSet } from '../../app/api/series-set-question.js';
import { useLanguage } from '../../app/language/language.js';
import { ChartCard } from '../frame/chart-card.js';
import { TimeChart } from '../frame/lazy-time-chart.js';
import type { Cut } from '../frame/period-name.js';
import { timeModel } from '../frame/time-model.js';
import { valueWords } from '../frame/value-words.js';
import { nthColor, type Track } from '../prepare/chart-data.js';
import type { PageView } from './page-view.js';

interface SeriesSetCardProps {
  id: string;
  title: string;
  about: string;
  height: number;
  /** Metrics of one unit, and what each is called in this chart. */
  metrics: readonly { metric: string; name: string }[];
  cut: Cut;
  page: PageView;
}

/** Several metrics of one unit over time, in one chart. */
export function SeriesSetCard({ id, title, about, height, metrics, cut, page }: SeriesSetCardProps) {
  const language = useLanguage();
  const { asked } = page;
  const questions = metrics.map(({ metric }) => ({ metric, ...cut, ...asked }));
  const query = useSeriesSet(questions, asked !== undefined);
  return (
    <ChartCard
      id={id}
      title={title}
      about={about}
      height={height}
      query={query}
      unreachable={page.unreachable}
      names={metrics.map(({ name }) => name)}
      show={(answers: SeriesAnswer[]) => {
        const [first] = answers;
        if (!first) return language.words.headline.noneInRange;
        const tracks = answers.map(
          ({ data }, index): Track => ({
            id: metrics[index]?.metric ?? '',
            name: metrics[index]?.name ?? '',
            color: nthColor(index),
            role: 'value',
            values: data.map(({ value }) => value),
          }),
        );
        const { meta } = first;
        const values = valueWords(meta.metric, meta.unit, language);
        const data = { slots: first.data, tracks, reach: meta };
        const model = timeModel({ kind: 'line', title, data, values, cut: meta, meta }, language);
        if (!model) return language.words.headline.noneInRange;
        return { chart: <TimeChart model={model} title={title} height={height} />, table: model.table };
      }}
    />
  );
}
