import type { DataHealth } from '@grapevine/contracts';
import { useLanguage } from '../../app/language/language.js';
import styles from './data-health.module.css';

type Rejected = DataHealth['rejected'][number];

/** Why events were refused, with the last examples of each reason. */
export function RejectedReasons({ rejected }: { rejected: readonly Rejected[] }) {
  const { words } = useLanguage();
  return (
    <section className={styles.card} aria-labelledby="rejected">
      <h2 id="rejected">{words.health.reasons}</h2>
      <p className={styles.faint}>{rejected.length === 0 ? words.health.noneRejected : words.health.masked}</p>
      {rejected.map((reason) => (
        <Reason key={reason.code} reason={reason} />
      ))}
    </section>
  );
}

function Reason({ reason: { code, count: times, examples } }: { reason: Rejected }) {
  const { words, format, count } = useLanguage();
  const said: Readonly<Record<string, string>> = words.health.rejection;
  return (
    <details className={styles.reason}>
      <summary>
        <span>
          <code>{code}</code> {said[code]}
        </span>
        <span>{count(words.health.times, times)}</span>
      </summary>
      {examples.length === 0 && <p className={styles.faint}>{words.health.noExamples}</p>}
      {examples.map(({ message, event, received_at }, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: examples of one instant may be alike, and never change their order
        <div key={`${received_at} ${index}`} className={styles.example}>
          <p>
            <span lang="en">{message}</span> <span className={styles.faint}>{format.instant(received_at, 'UTC')}</span>
          </p>
          <dl>
            {Object.entries(event).map(([field, form]) => (
              <div key={field}>
                <dt>
                  <code>{field}</code>
                </dt>
                <dd>{form}</dd>
              </div>
            ))}
          </dl>
        </div>
      ))}
    </details>
  );
}
