import { useSession } from '../api/questions.js';
import { useLookAt } from '../api/session-questions.js';
import { Segmented } from '../controls/segmented.js';
import { troubleWords } from '../controls/trouble.js';
import { useLanguage } from '../language/language.js';
import styles from './menu.module.css';

/** Which workspace the pages are about; nothing where there is no choice. */
export function WorkspaceSwitch() {
  const language = useLanguage();
  const { words, say } = language;
  const session = useSession().data;
  const lookAt = useLookAt();
  if (!session || session.workspaces.length < 2) return null;
  return (
    <>
      <p className={styles.label} aria-hidden="true">
        {words.menu.workspace}
      </p>
      <Segmented
        label={words.menu.workspace}
        value={session.workspace.slug}
        options={session.workspaces.map(({ slug, name, simulated }) => ({
          value: slug,
          text: simulated ? say(words.menu.simulated, { name }) : name,
        }))}
        onChange={(slug) => lookAt.mutate(slug)}
      />
      {lookAt.isError && (
        <p role="alert">{say(words.demo.failed, { reason: troubleWords(lookAt.error, language).detail })}</p>
      )}
      <hr />
    </>
  );
}
