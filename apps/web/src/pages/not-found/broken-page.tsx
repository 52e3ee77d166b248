import { Button } from '../../app/controls/button.js';
import { useLanguage } from '../../app/language/language.js';
import styles from './plain-page.module.css';

/** Shown in the place of a page that failed to draw. */
export function BrokenPage({ error }: { error: Error }) {
  const { words } = useLanguage();
  return (
    <section className={styles.page} role="alert">
      <h1>{words.page.broken}</h1>
      <p>{words.page.brokenText}</p>
      <p>
        <code>{error.message}</code>
      </p>
      <Button onClick={() => window.location.reload()}>{words.page.reload}</Button>
    </section>
  );
}
