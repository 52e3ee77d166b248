import type { SeriesMeta, SeriesPoint } from '@grapevine/contracts';
import { ArrowDown, ArrowUp, Download } from 'lucide-react';
import { useState } from 'react';
import { Button } from '../../app/controls/button.js';
import { CopyButton } from '../../app/controls/copy-button.js';
import { useLanguage } from '../../app/language/language.js';
import { type Column, type Order, seriesText, sortRows, tableRows } from '../prepare/table.js';
import { download } from './download.js';
import { stateWords } from './period-words.js';
import styles from './table-twin.module.css';

interface TableTwinProps {
  /** Names the file of a download. */
  id: string;
  points: readonly SeriesPoint[];
  meta: SeriesMeta;
  title: string;
}

/** The values of a chart as a table, newest first until it is sorted otherwise. */
export function TableTwin({ id, points, meta, title }: TableTwinProps) {
  const language = useLanguage();
  const { words, format } = language;
  const [order, setOrder] = useState<Order>({ column: 'period', descending: true });
  const heading = (column: Column, text: string) => (
    <SortHeading
      text={text}
      sorted={order.column === column ? (order.descending ? 'descending' : 'ascending') : 'none'}
      onSort={() => setOrder({ column, descending: order.column !== column || !order.descending })}
    />
  );
  return (
    <>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, by keyboard too */}
      <section className={styles.scroll} tabIndex={0} aria-label={title}>
        <table className={styles.table}>
          <thead>
            <tr>
              {heading('period', words.chart.month)}
              {heading('value', words.chart.people)}
              {heading('change', words.chart.changeHeading)}
              <th scope="col">{words.chart.stateHeading}</th>
            </tr>
          </thead>
          <tbody>
            {sortRows(tableRows(points), order).map(({ point, change }) => (
              <tr key={point.period}>
                <th scope="row">{format.month(point.start)}</th>
                <td>{point.value === null ? <i>{words.chart.noValue}</i> : format.integer(point.value)}</td>
                <td>{change === undefined ? '' : format.change(change)}</td>
                <td>{stateWords(point, meta, language)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      <div className={styles.take}>
        <CopyButton text={() => seriesText(points, '\t')} what={words.copy.table} />
        <Button look="quiet" onClick={() => download(`${id}.csv`, seriesText(points, ','), 'text/csv')}>
          <Download size={14} aria-hidden />
          {words.chart.downloadCsv}
        </Button>
      </div>
    </>
  );
}

interface SortHeadingProps {
  text: string;
  sorted: 'ascending' | 'descending' | 'none';
  onSort(): void;
}

function SortHeading({ text, sorted, onSort }: SortHeadingProps) {
  const Arrow = sorted === 'ascending' ? ArrowUp : ArrowDown;
  return (
    <th scope="col" aria-sort={sorted}>
      <button type="button" className={styles.sort} onClick={onSort}>
        {text}
        <Arrow size={12} aria-hidden className={sorted === 'none' ? styles.unsorted : undefined} />
      </button>
    </th>
  );
}
