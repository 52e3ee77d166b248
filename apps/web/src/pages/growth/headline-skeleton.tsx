import styles from './headline.module.css';

/** The shape of the sentence before it can be said. */
export function HeadlineSkeleton() {
  return (
    <div className={styles.headline} aria-hidden="true">
      <div className={styles.skeleton}>
        <span />
        <span />
        <span />
        <span />
      </div>
      <p className={styles.note}>&nbsp;</p>
    </div>
  );
}
