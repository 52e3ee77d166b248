import type { SeriesAnswer } from '@grapevine/contracts';
import type { UseQueryResult } from '@tanstack/react-query';
import { lazy, Suspense, useId } from 'react';
import { Segmented } from '../../app/controls/segmented.js';
import { Trouble } from '../../app/controls/trouble.js';
import { useLanguage } from '../../app/language/language.js';
import type { ChartKind } from '../prepare/layout.js';
import { prepareSeries } from '../prepare/time-series.js';
import { PlotSkeleton } from './plot-skeleton.js';
import styles from './series-card.module.css';
import { TableTwin } from './table-twin.js';
import { useTableView, type View } from './use-table-view.js';

/** What draws is most of the page's weight: it is fetched beside the data, not before the first paint. */
const loadChart = async () => ({ default: (await import('./time-chart.js')).TimeChart });
const TimeChart = lazy(loadChart);
/** Begins to fetch what draws charts; call it once a page is known to need one. */
export const prefetchChart = (): void => void loadChart().catch(() => undefined);

/** Nothing but a line on its axis needs no room. */
const ZERO_HEIGHT = 150;

interface SeriesCardProps {
  /** Names the chart in the address and in the names of files. */
  id: string;
  kind: ChartKind;
  title: string;
  about: string;
  height: number;
  query: UseQueryResult<SeriesAnswer>;
  /** The server cannot be asked whether the answer still holds. */
  unreachable: boolean;
  /** Said under the title when every value of the range is zero. */
  allZero?: string;
}

/** A chart with everything that belongs to it: title, table twin, copies, and how it looks while it loads or fails. */
export function SeriesCard({ id, kind, title, about, height, query, unreachable, allZero }: SeriesCardProps) {
  const { words, say } = useLanguage();
  const heading = useId();
  const [view, setView] = useTableView(id);
  const { data: answer } = query;
  const points = answer ? prepareSeries(answer.data, answer.meta).points : [];
  const isZero = points.some(({ value }) => value === 0) && points.every(({ value }) => !value);
  const isOld = answer !== undefined && (query.isPlaceholderData || query.isError || unreachable);
  const views: { value: View; text: string }[] = [
    { value: 'chart', text: words.chart.showChart },
    { value: 'table', text: words.chart.showTable },
  ];
  return (
    <figure className={styles.card} aria-labelledby={heading} aria-busy={query.isPending || query.isPlaceholderData}>
      <figcaption className={styles.head}>
        <h2 id={heading}>{title}</h2>
        {points.length > 0 && (
          <Segmented label={say(words.chart.view, { title })} value={view} options={views} onChange={setView} />
        )}
        <p>{isZero && allZero ? allZero : about}</p>
      </figcaption>
      <div className={isOld ? styles.old : undefined}>
        {answer === undefined ? (
          <Waiting query={query} height={height} />
        ) : points.length === 0 ? (
          <p className={styles.none}>{words.headline.noneInRange}</p>
        ) : view === 'table' ? (
          <TableTwin id={id} points={points} meta={answer.meta} title={title} />
        ) : (
          <Suspense fallback={<PlotSkeleton height={height} />}>
            <TimeChart kind={kind} answer={answer} title={title} height={isZero ? ZERO_HEIGHT : height} />
          </Suspense>
        )}
      </div>
    </figure>
  );
}

function Waiting({ query, height }: Pick<SeriesCardProps, 'query' | 'height'>) {
  const { words } = useLanguage();
  if (query.isError) {
    return <Trouble error={query.error} retrying={query.isFetching} onRetry={() => void query.refetch()} />;
  }
  return (
    <>
      <span className="only-heard">{words.chart.loading}</span>
      <PlotSkeleton height={height} />
    </>
  );
}
