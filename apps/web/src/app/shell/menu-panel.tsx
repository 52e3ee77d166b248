import { useQueryClient } from '@tanstack/react-query';
import { Keyboard, LogOut } from 'lucide-react';
import { navigate } from '../address.js';
import { useSignOut } from '../api/questions.js';
import { Button } from '../controls/button.js';
import { Segmented } from '../controls/segmented.js';
import { troubleWords } from '../controls/trouble.js';
import { useLanguage } from '../language/language.js';
import { chooseLanguage, LANGUAGE_CODES, languageName, useLanguageChoice } from '../language/languages.js';
import { setTheme, THEMES, useTheme } from '../theme/theme.js';
import styles from './menu.module.css';
import { WorkspaceSwitch } from './workspace-switch.js';

/** What the menu offers: workspace, theme, language, shortcuts, leaving. */
export function MenuPanel({ onShortcuts }: { onShortcuts(): void }) {
  const language = useLanguage();
  const { words, say } = language;
  const theme = useTheme();
  const { code } = useLanguageChoice();
  const client = useQueryClient();
  const signOut = useSignOut();
  const leave = () =>
    signOut.mutate(undefined, {
      onSuccess: () => {
        // Only once no page asks any more: nothing that was read may stay for the next person.
        navigate('/sign-in?because=signed-out');
        queueMicrotask(() => client.clear());
      },
    });
  return (
    <div className={styles.menu}>
      <WorkspaceSwitch />
      <p className={styles.label} aria-hidden="true">
        {words.menu.theme}
      </p>
      <Segmented
        label={words.menu.theme}
        value={theme}
        options={THEMES.map((value) => ({ value, text: words.menu[value] }))}
        onChange={setTheme}
      />
      <p className={styles.label} aria-hidden="true">
        {words.menu.language}
      </p>
      <Segmented
        label={words.menu.language}
        value={code}
        options={LANGUAGE_CODES.map((value) => ({ value, text: languageName(value) }))}
        onChange={(chosen) => void chooseLanguage(chosen)}
      />
      <hr />
      <Button look="quiet" onClick={onShortcuts} className={styles.shortcuts}>
        <Keyboard size={16} aria-hidden />
        {words.menu.shortcuts}
        <kbd>?</kbd>
      </Button>
      <Button look="quiet" onClick={leave} disabled={signOut.isPending}>
        <LogOut size={16} aria-hidden />
        {words.menu.signOut}
      </Button>
      {signOut.isError && (
        <p role="alert">{say(words.menu.signOutFailed, { reason: troubleWords(signOut.error, language).detail })}</p>
      )}
    </div>
  );
}
