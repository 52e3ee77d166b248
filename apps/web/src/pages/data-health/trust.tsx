import type { DataHealth } from '@grapevine/contracts';
import { Command } from '../../app/controls/command.js';
import { type Language, useLanguage } from '../../app/language/language.js';
import styles from './data-health.module.css';
import { Figure } from './figure.js';

/** What speaks for the numbers: what is final, what was restated, and what the last audit found. @param workspace its slug */
export function Trust({ health, workspace }: { health: DataHealth; workspace: string }) {
  const language = useLanguage();
  const { words, format, say } = language;
  const { sealed, restatements, last_audit: audit } = health;
  const when = (at: string | null, template: string, never: string): string =>
    at === null ? never : say(template, { instant: format.instant(at, 'UTC') });
  return (
    <section className={styles.card} aria-labelledby="trust">
      <h2 id="trust">{words.health.trust}</h2>
      <dl className={styles.figures}>
        <Figure
          name={words.health.sealed}
          value={format.integer(sealed.numbers)}
          about={when(sealed.last_sealed_at, words.health.lastSealed, words.health.noneSealed)}
        />
        <Figure
          name={words.health.restated}
          value={format.integer(restatements.count)}
          about={when(restatements.last_restated_at, words.health.lastRestated, words.health.noneRestated)}
        />
        <Figure
          name={words.health.audit}
          value={audit ? auditVerdict(audit, language) : '–'}
          about={audit ? auditAbout(audit, language) : words.health.neverAudited}
        />
      </dl>
      <p className={styles.faint}>{words.health.auditHow}</p>
      <Command text={`npm run audit -- --workspace ${workspace}`} what={words.copy.command} />
    </section>
  );
}

type Audit = NonNullable<DataHealth['last_audit']>;

const auditVerdict = ({ differences }: Audit, { words, count }: Language): string =>
  differences === 0 ? words.health.noDifference : count(words.health.differences, differences);

const auditAbout = ({ numbers, events, finished_at }: Audit, { words, format, say }: Language): string =>
  say(words.health.audited, {
    numbers: format.integer(numbers),
    events: format.integer(events),
    instant: format.instant(finished_at, 'UTC'),
  });
