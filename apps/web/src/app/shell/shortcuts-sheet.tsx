import { type RefObject, useId } from 'react';
import { Button } from '../controls/button.js';
import { useLanguage } from '../language/language.js';
import styles from './shortcuts-sheet.module.css';

/** The list of keys; opened and closed as a modal dialog by whoever holds its `ref`. */
export function ShortcutsSheet({ ref }: { ref: RefObject<HTMLDialogElement | null> }) {
  const { words } = useLanguage();
  const heading = useId();
  const { shortcuts } = words;
  const groups: [string, [string[], string][]][] = [
    [
      shortcuts.anywhere,
      [
        [['Y'], shortcuts.ytd],
        [['A'], shortcuts.all],
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
  return (
    <dialog ref={ref} className={styles.sheet} aria-labelledby={heading}>
      <h2 id={heading}>{shortcuts.title}</h2>
      {groups.map(([title, entries]) => (
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
      <form method="dialog">
        <Button type="submit">{shortcuts.close}</Button>
      </form>
    </dialog>
  );
}
