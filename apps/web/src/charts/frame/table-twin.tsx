import { ArrowDown, ArrowUp } from 'lucide-react';
import { useState } from 'react';
import { useLanguage } from '../../app/language/language.js';
import { type Order, sortRows, type TableModel } from '../prepare/table.js';
import styles from './table-twin.module.css';

interface TableTwinProps {
  table: TableModel;
  title: string;
  /** How the rows stand until they are sorted otherwise. */
  order?: Order;
}

const NEWEST_FIRST: Order = { column: 'row', descending: true };

/** The values of a chart as a table. */
export function TableTwin({ table, title, order: first = NEWEST_FIRST }: TableTwinProps) {
  const { words } = useLanguage();
  const [order, setOrder] = useState(first);
  const heading = (column: Order['column'], text: string) => (
    <SortHeading
      key={column}
      text={text}
      sorted={order.column === column ? (order.descending ? 'descending' : 'ascending') : 'none'}
      onSort={() => setOrder({ column, descending: order.column !== column || !order.descending })}
    />
  );
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, by keyboard too
    <section className={styles.scroll} tabIndex={0} aria-label={title}>
      <table className={styles.table} data-notes={table.noteHeading !== undefined || undefined}>
        <thead>
          <tr>
            {heading('row', table.rowHeading)}
            {table.columns.map(({ name }, index) => heading(index, name))}
            {table.noteHeading !== undefined && <th scope="col">{table.noteHeading}</th>}
          </tr>
        </thead>
        <tbody>
          {sortRows(table.rows, order).map(({ key, name, cells, note }) => (
            <tr key={key}>
              <th scope="row">{name}</th>
              {table.columns.map(({ id, write, none }, index) => {
                const cell = cells[index];
                return (
                  <td key={id}>
                    {cell === null ? <i>{none ?? words.chart.noValue}</i> : cell === undefined ? '' : write(cell)}
                  </td>
                );
              })}
              {table.noteHeading !== undefined && <td>{note}</td>}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
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
