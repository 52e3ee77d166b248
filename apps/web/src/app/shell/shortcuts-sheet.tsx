import { type RefObject, useId } from 'react';
import { Button } from '../controls/button.js';
import { type Language, useLanguage } from '../language/language.js';
import { PLACES } from './places.js';
import styles from './shortcuts-sheet.module.css';
import { RANGE_KEYS } from './use-keys.js';

/** The list of keys; opened and closed as a modal dialog by whoever holds its `ref`. */
export function ShortcutsSheet({ ref }: { ref: RefObject<HTMLDialogElement | null> }) {
  const language = useLanguage();
  const { words } = language;
  const heading = useId();
  return (
    <dialog ref={ref} className={styles.sheet} aria-labelledby={heading}>
      <h2 id={heading}>{words.shortcuts.title}</h2>
      <div className={styles.groups}>
        {groups(language).map(([title, entries]) => (
          <section key={title}>
            <h3>{title}</h3>
            <dl>
              {entries.map(([keys, text]) => (
                <div key={text}>
                  <dt>
                    {keys.map((key) => (
                      <kbd key={key}>{key}</kbd>
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
