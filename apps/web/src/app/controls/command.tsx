import styles from './command.module.css';
import { CopyButton } from './copy-button.js';

/** A command for a terminal, to read and to copy. Long lines wrap: what is not seen is not checked. */
export function Command({ text, what }: { text: string; what: string }) {
  return (
    <div className={styles.command} data-long={text.includes('\n') || undefined}>
      <pre>
        <code>{text}</code>
      </pre>
      <CopyButton text={() => text} what={what} className={styles.copy} />
    </div>
  );
}
