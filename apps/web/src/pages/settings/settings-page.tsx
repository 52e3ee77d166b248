import { useSession } from '../../app/api/questions.js';
import { useEndedRebuild, useSettings } from '../../app/api/settings-questions.js';
import { Trouble } from '../../app/controls/trouble.js';
import { useLanguage } from '../../app/language/language.js';
import { AccountSection } from './account-section.js';
import { AnnotationsSection } from './annotations-section.js';
import { DefinitionSection } from './definition-section.js';
import { ExclusionsSection } from './exclusions-section.js';
import { KeysSection } from './keys-section.js';
import { PeopleSection } from './people-section.js';
import styles from './settings.module.css';
import { WorkspaceSection } from './workspace-section.js';

/** What decides the numbers, and who may read and send them. */
export function SettingsPage() {
  const { words } = useLanguage();
  const settings = useSettings();
  const session = useSession();
  const ended = useEndedRebuild(settings.data);
  const isAdmin = session.data?.scopes.includes('admin') ?? false;
  return (
    <div className={styles.page}>
      <title>{`${words.page.settings} · ${settings.data?.name ?? words.product}`}</title>
      <h1>{words.page.settings}</h1>
      {settings.isError && (
        <Trouble error={settings.error} retrying={settings.isFetching} onRetry={() => void settings.refetch()} />
      )}
      {session.data && !isAdmin && <p className={styles.note}>{words.settings.noAdmin}</p>}
      {settings.data && isAdmin && (
        <>
          <WorkspaceSection key={`${settings.data.id}`} workspace={settings.data} />
          <DefinitionSection
            key={`${settings.data.id} ${settings.data.definition_version}`}
            workspace={settings.data}
            ended={ended}
          />
          <AnnotationsSection />
          <ExclusionsSection workspace={settings.data} />
          <KeysSection />
          <PeopleSection />
        </>
      )}
      {session.data && <AccountSection session={session.data} />}
    </div>
  );
}
