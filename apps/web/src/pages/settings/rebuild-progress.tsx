import type { Rebuild } from '@grapevine/contracts';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useLanguage } from '../../app/language/language.js';
import styles from './settings.module.css';

/** How far a rebuild has come. When it leaves the page, it is over: then every number is asked again. */
export function RebuildProgress({ rebuild }: { rebuild: Rebuild }) {
  const { words, format, say } = useLanguage();
  const client = useQueryClient();
  useEffect(() => () => void client.invalidateQueries(), [client]);
  const events = rebuild.progress?.events;
  return (
    <div className={styles.progress} role="status">
      <p>
        <strong>{words.settings.rebuilding}</strong>
      </p>
      <progress value={events?.done} max={Math.max(events?.total ?? 1, 1)} aria-label={words.settings.rebuilding} />
      <p>
        {events
          ? say(words.settings.rebuildProgress, {
              done: format.integer(events.done),
              total: format.integer(events.total),
            })
          : words.settings.rebuildPlanning}
      </p>
      {rebuild.error && <p className={styles.fault}>{rebuild.error}</p>}
    </div>
  );
}
