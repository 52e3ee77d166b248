import { colorOf, type Track } from '../prepare/chart-data.js';
import styles from './legend.module.css';

/** Which colour is which series, where their names do not stand beside the lines. */
export function Legend({ tracks }: { tracks: readonly Track[] }) {
  return (
    <ul className={styles.legend} aria-hidden="true">
      {tracks.map(({ id, name, color, role }) => (
        <li key={id}>
          <span className={styles.key} data-role={role} style={{ background: colorOf(color) }} />
          {name}
        </li>
      ))}
    </ul>
  );
}
