import { NavLink } from 'react-router';
import { useLanguage } from '../language/language.js';
import { useAddressWithView } from '../view/use-view.js';
import styles from './navigation.module.css';
import { PLACES } from './places.js';

/** The pages by question; each keeps the range, comparison and filters of the one before. */
export function Navigation({ onChoose }: { onChoose?: () => void }) {
  const { words } = useLanguage();
  const withView = useAddressWithView();
  return (
    <nav aria-label={words.nav.label}>
      <ul className={styles.list}>
        {PLACES.map(({ path, name, key, icon: Icon, population }) => (
          <li key={path}>
            <NavLink
              to={population ? withView(path) : path}
              end={path === '/'}
              className={styles.link as string}
              onClick={onChoose}
            >
              <Icon size={16} aria-hidden />
              {words.nav[name]}
              <kbd>G {key.toUpperCase()}</kbd>
            </NavLink>
          </li>
        ))}
      </ul>
    </nav>
  );
}
