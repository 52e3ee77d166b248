import styles from './data-health.module.css';

/** One number with its name, and what it means. */
export function Figure({ name, value, about }: { name: string; value: string; about: string }) {
  return (
    <div className={styles.figure}>
      <dt>{name}</dt>
      <dd className={styles.value}>{value}</dd>
      <dd className={styles.faint}>{about}</dd>
    </div>
  );
}
