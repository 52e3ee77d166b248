import type { DeliveryRow } from '@grapevine/contracts';
import { ArrowDown } from 'lucide-react';
import { useLanguage } from '../../app/language/language.js';
import { funnelSteps } from './delivery-rows.js';
import styles from './funnel.module.css';

/** Sent, delivered, read: each step with its number, and between two the rate from one to the other. */
export function Funnel({ row }: { row: DeliveryRow }) {
  const { words, format, say } = useLanguage();
  const text = words.delivery;
  const most = row.sent ?? 0;
  return (
    <div className={styles.funnel}>
      <ol>
        {funnelSteps(row).map(({ id, value, rate }) => (
          <li key={id}>
            {id !== 'sent' && (
              <p className={styles.rate} data-none={rate === null || undefined}>
                <ArrowDown size={14} aria-hidden />
                {rate === null ? text.notReported : say(text.rates[id], { rate: format.percentExact(rate) })}
              </p>
            )}
            <p className={styles.step}>
              <span>{text[id]}</span>
              <strong>{value === null ? words.chart.noValue : format.integer(value)}</strong>
            </p>
            <span className={styles.track} aria-hidden="true">
              <span style={{ width: `${most > 0 ? ((value ?? 0) / most) * 100 : 0}%` }} />
            </span>
          </li>
        ))}
      </ol>
      <dl>
        {(['failed', 'contradictory', 'late_receipts', 'unseen_sent'] as const).map((id) => (
          <div key={id}>
            <dt title={text.means[id]}>{text[id]}</dt>
            <dd>{row[id] === null ? words.chart.noValue : format.integer(row[id])}</dd>
          </div>
        ))}
      </dl>
    </div>
  );
}
