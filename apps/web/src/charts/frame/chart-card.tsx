import { type ReactNode, Suspense, useId, useRef } from 'react';
import { Segmented } from '../../app/controls/segmented.js';
import { Trouble } from '../../app/controls/trouble.js';
import { useLanguage } from '../../app/language/language.js';
import type { Order, TableModel } from '../prepare/table.js';
import styles from './chart-card.module.css';
import { PlotSkeleton } from './plot-skeleton.js';
import { TableTwin } from './table-twin.js';
import { TakeAlong } from './take-along.js';
import { useTableView, type View } from './use-table-view.js';

/** What a card must know of a question: the result of one query, or of several taken together. */
export interface CardQuery<Answer> {
  data: Answer | undefined;
  error: Error | null;
  isError: boolean;
  isPending: boolean;
  isFetching: boolean;
  isPlaceholderData: boolean;
  /** The questions themselves, as the API takes them. */
  paths: readonly string[];
  refetch(): unknown;
}

export interface Shown {
  /** The picture, whatever draws it. */
  chart: ReactNode;
  table: TableModel;
  order?: Order;
  /** Said in the place of what the chart is about, where that would mislead. */
  note?: string | undefined;
}

export interface ChartCardProps<Answer> {
  /** Names the chart in the address and in the names of files. */
  id: string;
  title: string;
  about: string;
  /** Of the picture, kept free for it while it is waited for; CSS pixels. */
  height: number;
  query: CardQuery<Answer>;
  /** The server cannot be asked whether the answer still holds. */
  unreachable: boolean;
  /** Choices that concern this chart alone. */
  controls?: ReactNode;
  /** What each question is called, where there are several. */
  names?: readonly string[];
  /** What an answer shows; a text says why there is nothing to show. */
  show(answer: Answer): Shown | string;
}

/** A chart with everything that belongs to it: title, table twin, copies, and how it looks while it loads or fails. */
export function ChartCard<Answer>({
  id,
  title,
  about,
  height,
  query,
  unreachable,
  controls,
  names,
  show,
}: ChartCardProps<Answer>) {
  const { words, say } = useLanguage();
  const heading = useId();
  const picture = useRef<HTMLDivElement>(null);
  const [view, setView] = useTableView(id);
  const { data: answer } = query;
  const shown = answer === undefined ? undefined : show(answer);
  const isOld = answer !== undefined && (query.isPlaceholderData || query.isError || unreachable);
  const views: { value: View; text: string }[] = [
    { value: 'chart', text: words.chart.showChart },
    { value: 'table', text: words.chart.showTable },
  ];
  const has = typeof shown === 'object' ? shown : undefined;
  return (
    <figure
      className={styles.card}
      data-chart={id}
      aria-labelledby={heading}
      aria-busy={query.isPending || query.isPlaceholderData}
    >
      <figcaption className={styles.head}>
        <h2 id={heading}>{title}</h2>
        {has && <Segmented label={say(words.chart.view, { title })} value={view} options={views} onChange={setView} />}
        <p>{has?.note ?? about}</p>
        {controls && <div className={styles.controls}>{controls}</div>}
      </figcaption>
      <div ref={picture} className={isOld ? styles.old : undefined}>
        {shown === undefined ? (
          <Waiting query={query} height={height} />
        ) : typeof shown === 'string' ? (
          <p className={styles.none}>{shown}</p>
        ) : view === 'table' ? (
          <TableTwin table={shown.table} title={title} {...(shown.order ? { order: shown.order } : {})} />
        ) : (
          <Suspense fallback={<PlotSkeleton height={height} />}>{shown.chart}</Suspense>
        )}
      </div>
      {has && (
        <TakeAlong
          id={id}
          title={title}
          table={has.table}
          paths={query.paths}
          names={names}
          picture={view === 'chart' ? picture : undefined}
        />
      )}
    </figure>
  );
}

function Waiting({ query, height }: { query: CardQuery<unknown>; height: number }) {
  const { words } = useLanguage();
  if (query.isError) {
    const error = query.error ?? new Error('');
    return <Trouble error={error} retrying={query.isFetching} onRetry={() => void query.refetch()} />;
  }
  return (
    <>
      <span className="only-heard">{words.chart.loading}</span>
      <PlotSkeleton height={height} />
    </>
  );
}
