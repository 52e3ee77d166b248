import { useEffect, useId, useRef } from 'react';
import { Button } from '../controls/button.js';
import { type Language, useLanguage } from '../language/language.js';
import { PLACES } from './places.js';
import styles from './shortcuts-sheet.module.css';
import { RANGE_KEYS } from './use-keys.js';

/** The list of keys, as a modal dialog. */
export function ShortcutsSheet({ onClose }: { onClose(): void }) {
  const language = useLanguage();
  const { words } = language;
  const heading = useId();
  const sheet = useRef<HTMLDialogElement>(null);
  useEffect(() => sheet.current?.showModal(), []);
  return (
    <dialog ref={sheet} className={styles.sheet} aria-labelledby={heading} onClose={onClose}>
      <h2 id={heading}>{words.shortcuts.title}</h2>
      <div className={styles.groups}>
        {groups(language).map(([title, entries]) => (
          <section key={title}>
            <h3>{title}</h3>
            <dl>
              {entries.map(([keys, text]) => (
                <div key={text}>
                  <dt>
                    {keys.map((key, index) => (
                      // biome-ignore lint/suspicious/noArrayIndexKey: one key may be pressed twice, and their order is theirs
                      <kbd key={index}>{key}</kbd>
                    ))}
                  </dt>
                  <dd>{text}</dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
      <form method="dialog">
        <Button type="submit">{words.shortcuts.close}</Button>
      </form>
    </dialog>
  );
}

function groups({ words }: Language): [title: string, entries: [keys: string[], text: string][]][] {
  const { shortcuts } = words;
  return [
    [shortcuts.ranges, Object.entries(RANGE_KEYS).map(([key, preset]) => [[key.toUpperCase()], words.range[preset]])],
    [shortcuts.pages, PLACES.map(({ key, name }) => [['G', key.toUpperCase()], words.nav[name]])],
    [
      shortcuts.anywhere,
      [
        [['X'], shortcuts.compare],
        [['/'], shortcuts.filter],
        [['?'], shortcuts.help],
      ],
    ],
    [
      shortcuts.inChart,
      [
        [['←', '→'], shortcuts.move],
        [['Home', 'End'], shortcuts.ends],
        [['Enter'], shortcuts.pin],
        [['Esc'], shortcuts.leave],
      ],
    ],
  ];
}
