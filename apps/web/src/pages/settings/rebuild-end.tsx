import type { Rebuild } from '@grapevine/contracts';
import { useLanguage } from '../../app/language/language.js';
import styles from './settings.module.css';

/** How a rebuild ended that was watched. */
export function RebuildEnd({ rebuild: { state, progress, error } }: { rebuild: Rebuild }) {
  const { words, count, say } = useLanguage();
  if (state === 'running') return null;
  if (state === 'failed') {
    return (
      <p role="alert" className={styles.fault}>
        {say(words.settings.rebuildFailed, { reason: error ?? '' })}
      </p>
    );
  }
  return (
    <p role="status" className={styles.done}>
      {count(words.settings.rebuildDone, progress?.events.total ?? 0)}
    </p>
  );
}
