import { useEffect } from 'react';
import { useDeadLetters, useReplay } from '../../app/api/health-questions.js';
import { Button } from '../../app/controls/button.js';
import { Trouble, troubleWords } from '../../app/controls/trouble.js';
import { useLanguage } from '../../app/language/language.js';
import styles from './data-health.module.css';

/** Acknowledged events that could not be stored, and another try for them. @param waiting how many the status knows of */
export function DeadLetters({ waiting }: { waiting: number | undefined }) {
  const language = useLanguage();
  const { words, format, count } = language;
  const letters = useDeadLetters(true);
  const replay = useReplay();
  const { refetch } = letters;
  useEffect(() => {
    if (waiting !== undefined) void refetch();
  }, [waiting, refetch]);
  const shown = letters.data?.data.filter(({ replayed_at }) => replayed_at === null) ?? [];
  return (
    <section className={styles.card} aria-labelledby="dead-letters">
      <h2 id="dead-letters">{words.health.deadLetters}</h2>
      <p className={styles.faint}>{waiting === 0 ? words.health.noDeadLetters : words.health.deadLettersAbout}</p>
      {letters.isError && (
        <Trouble error={letters.error} retrying={letters.isFetching} onRetry={() => void letters.refetch()} />
      )}
      {shown.length > 0 && (
        <ul className={styles.letters}>
          {shown.map(({ id, reason, detail, event_type, created_at, expires_at }) => (
            <li key={id}>
              <p>
                <code>{event_type ?? reason}</code> <span lang="en">{detail}</span>
              </p>
              <p className={styles.faint}>
                {format.instant(created_at, 'UTC')} · {words.health.expires} {format.day(expires_at.slice(0, 10))}
              </p>
            </li>
          ))}
        </ul>
      )}
      {(waiting ?? 0) > 0 && (
        <Button disabled={replay.isPending} onClick={() => replay.mutate()}>
          {count(words.health.replay, waiting ?? 0)}
        </Button>
      )}
      {replay.isError && <p role="alert">{troubleWords(replay.error, language).detail}</p>}
      <p role="status">{replay.data && count(words.health.replayed, replay.data.replayed)}</p>
    </section>
  );
}
