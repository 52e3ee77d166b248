import { Link, useLocation } from 'wouter';
import { useLanguage } from '../language/language.js';
import { useAddressWithView } from '../view/use-view.js';
import styles from './navigation.module.css';
import { PLACES } from './places.js';

/** The pages by question; each keeps the workspace, range, comparison and filters of the one before. */
export function Navigation({ onChoose }: { onChoose?: () => void }) {
  const { words } = useLanguage();
  const withView = useAddressWithView();
  const [pathname] = useLocation();
  return (
    <nav aria-label={words.nav.label}>
      <ul className={styles.list}>
        {PLACES.map(({ path, name, key, icon: Icon }) => (
          <li key={path}>
            <Link
              to={withView(path)}
              className={styles.link}
              aria-current={path === pathname ? 'page' : undefined}
              onClick={onChoose}
            >
              <Icon size={16} aria-hidden />
              {words.nav[name]}
              <kbd>G {key.toUpperCase()}</kbd>
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
