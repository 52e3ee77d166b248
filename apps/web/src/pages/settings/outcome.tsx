import { troubleWords } from '../../app/controls/trouble.js';
import { useLanguage } from '../../app/language/language.js';
import styles from './settings.module.css';

interface OutcomeProps {
  error: Error | null;
  /** What to say once it is done. */
  done?: string | undefined;
}

/** How the last change ended, heard as well as seen. */
export function Outcome({ error, done }: OutcomeProps) {
  const language = useLanguage();
  if (error) {
    return (
      <p role="alert" className={styles.fault}>
        {troubleWords(error, language).detail}
      </p>
    );
  }
  return (
    <p role="status" className={styles.done}>
      {done}
    </p>
  );
}
