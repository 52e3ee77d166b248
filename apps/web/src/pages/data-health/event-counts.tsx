import type { Status } from '@grapevine/contracts';
import { useLanguage } from '../../app/language/language.js';
import styles from './data-health.module.css';
import { Figure } from './figure.js';

/** Where every event is that was ever sent. */
export function EventCounts({ status }: { status: Status }) {
  const { words, format, count, say } = useLanguage();
  const { events, pipeline } = status;
  const rejected = Object.values(events.rejected).reduce((sum, one) => sum + one, 0);
  const lag =
    pipeline.pending_events === 0
      ? words.health.nothingWaits
      : count(words.live.behind, Math.round(pipeline.oldest_pending_seconds ?? 0));
  return (
    <section aria-label={words.health.events}>
      <dl className={styles.figures}>
        <Figure
          name={words.health.accepted}
          value={format.integer(events.accepted)}
          about={words.health.acceptedAbout}
        />
        <Figure name={words.health.stored} value={format.integer(events.stored)} about={words.health.storedAbout} />
        <Figure
          name={words.health.duplicates}
          value={format.integer(events.duplicates)}
          about={words.health.duplicatesAbout}
        />
        <Figure
          name={words.health.conflicting}
          value={format.integer(events.conflicting)}
          about={words.health.conflictingAbout}
        />
        <Figure name={words.health.rejected} value={format.integer(rejected)} about={words.health.rejectedAbout} />
        <Figure name={words.health.waiting} value={format.integer(pipeline.pending_events)} about={lag} />
      </dl>
      <p className={styles.faint}>{say(words.health.asOf, { instant: format.instant(events.as_of, 'UTC') })}</p>
    </section>
  );
}
