import { type ReactNode, useId } from 'react';
import styles from './section.module.css';

/** One subject of a page of forms: its name, what it is about, and what can be done. */
export function Section({ title, about, children }: { title: string; about: string; children: ReactNode }) {
  const heading = useId();
  return (
    <section className={styles.section} aria-labelledby={heading}>
      <div className={styles.about}>
        <h2 id={heading}>{title}</h2>
        <p>{about}</p>
      </div>
      <div className={styles.body}>{children}</div>
    </section>
  );
}
