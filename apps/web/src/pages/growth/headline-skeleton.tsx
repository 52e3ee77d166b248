import { useLanguage } from '../../app/language/language.js';
import styles from './headline.module.css';

/** The shape of the sentence before it can be said. */
export function HeadlineSkeleton() {
  const { words } = useLanguage();
  return (
    <div className={styles.headline}>
      <h1 className="only-heard">{words.chart.loading}</h1>
      <div className={styles.skeleton} aria-hidden="true">
        <span />
        <span />
        <span />
        <span />
        <span />
      </div>
      <p className={styles.note}>&nbsp;</p>
    </div>
  );
}
