import { useSession } from '../api/questions.js';
import { Segmented } from '../controls/segmented.js';
import { useLanguage } from '../language/language.js';
import { lookAt } from '../view/use-view.js';
import styles from './menu.module.css';

/** Which workspace the pages are about; nothing where there is no choice. */
export function WorkspaceSwitch() {
  const { words, say } = useLanguage();
  const session = useSession().data;
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
        onChange={lookAt}
      />
      <hr />
    </>
  );
}
