import type { DataHealth } from '@grapevine/contracts';
import { useLanguage } from '../../app/language/language.js';
import styles from './data-health.module.css';

type Crowded = DataHealth['dimension_values']['over_limit'][number];

/** Dimensions of which not all values have numbers of their own: nothing is wrong, but a chart by one of them says little. */
export function CrowdedDimensions({ crowded }: { crowded: readonly Crowded[] }) {
  const { words, format, say } = useLanguage();
  if (crowded.length === 0) return null;
  return (
    <section className={styles.card} aria-labelledby="crowded">
      <h2 id="crowded">{words.health.crowded}</h2>
      <p className={styles.faint}>{words.health.crowdedAbout}</p>
      <ul className={styles.letters}>
        {crowded.map(({ dimension, values, kept, last_kept: last }) => (
          <li key={dimension}>
            <code>{dimension}</code>{' '}
            {say(values === null ? words.health.crowdedUncounted : words.health.crowdedBy, {
              values: values === null ? '' : format.integer(values),
              kept: format.integer(kept),
              last,
            })}
          </li>
        ))}
      </ul>
    </section>
  );
}
