import type { DeliveryRow } from '@grapevine/contracts';
import { type Language, useLanguage } from '../../app/language/language.js';
import { segmentWords } from '../../app/language/segment-words.js';
import type { Order, TableModel } from '../../charts/prepare/table.js';
import styles from './channel-table.module.css';

/** Each channel with its figures; what it does not report is said, and never a zero. */
export function ChannelTable({ title, rows }: { title: string; rows: readonly DeliveryRow[] }) {
  const language = useLanguage();
  const { words, format } = language;
  const text = words.delivery;
  const rate = (value: number | null) =>
    value === null ? <i className={styles.none}>{text.notReported}</i> : format.percentExact(value);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, by keyboard too
    <section className={styles.scroll} tabIndex={0} aria-label={title}>
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">{words.dimensions.channel}</th>
            {[text.sent, text.deliveryRate, text.readRate, text.failureRate, text.halfWithin].map((name) => (
              <th key={name} scope="col">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.segment}>
              <th scope="row">{segmentWords('channel', row.segment ?? '', language)}</th>
              <td>{row.sent === null ? words.chart.noValue : format.integer(row.sent)}</td>
              <td>{rate(row.delivery_rate)}</td>
              <td>{rate(row.read_rate)}</td>
              <td>{rate(row.failure_rate)}</td>
              <td>
                {row.latency.sent_to_delivered.p50 === null ? (
                  <i className={styles.none}>{text.notReported}</i>
                ) : (
                  format.duration(row.latency.sent_to_delivered.p50)
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

const COUNTS = ['sent', 'delivered', 'read', 'failed', 'contradictory', 'late_receipts', 'unseen_sent'] as const;

/** The largest first. */
export const byColumn = (figure: (typeof COUNTS)[number]): Order => ({
  column: COUNTS.indexOf(figure),
  descending: true,
});

/** The figures of segments, or of periods, as a table to sort and to take along. */
export function figuresTable(rows: readonly DeliveryRow[], dimension: string, language: Language): TableModel {
  const { words, format } = language;
  const rates = ['delivery_rate', 'read_rate', 'read_of_sent_rate', 'failure_rate'] as const;
  return {
    rowHeading: words.dimensions[dimension as keyof typeof words.dimensions],
    columns: [
      ...COUNTS.map((id) => ({ id, name: words.delivery[id], write: format.integer })),
      ...rates.map((id) => ({
        id,
        name: words.delivery.rateNames[id],
        write: format.percentExact,
        none: words.delivery.notReported,
      })),
    ],
    rows: rows.map((row) => ({
      key: row.segment ?? '',
      name: segmentWords(dimension, row.segment ?? '', language),
      cells: [...COUNTS.map((id) => row[id]), ...rates.map((id) => row[id])],
    })),
    plain: {
      header: [dimension, ...COUNTS, ...rates],
      rows: rows.map((row) => [row.segment ?? '', ...COUNTS.map((id) => row[id]), ...rates.map((id) => row[id])]),
    },
  };
}
