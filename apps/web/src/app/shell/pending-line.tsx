import { useIsPending } from '../address.js';
import styles from './pending-line.module.css';

/** Says at once that a key or a click was understood, while what it asked for is being drawn. It fades, so that it never only flashes. */
export function PendingLine() {
  return <div className={styles.line} data-pending={useIsPending() || undefined} aria-hidden="true" />;
}
