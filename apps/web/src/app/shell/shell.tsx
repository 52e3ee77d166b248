import { useMemo, useRef } from 'react';
import { Link, Outlet } from 'react-router';
import { useStatus, useWorkspace } from '../api/questions.js';
import { useLanguage } from '../language/language.js';
import { useRange } from '../range/use-range.js';
import { DemoBanner } from './demo-banner.js';
import { LiveIndicator } from './live-indicator.js';
import { Mark } from './mark.js';
import { Menu } from './menu.js';
import { RangeControl } from './range-control.js';
import styles from './shell.module.css';
import { ShortcutsSheet } from './shortcuts-sheet.js';
import { useLiveRefresh } from './use-live-refresh.js';
import { useShortcuts } from './use-shortcuts.js';

/** What all pages of a workspace share: the top bar, the keys, and numbers that renew themselves. */
export function Shell() {
  const { words } = useLanguage();
  const workspace = useWorkspace();
  const isEmpty = useStatus().data?.data_through === null;
  const [, setRange] = useRange();
  const sheet = useRef<HTMLDialogElement>(null);
  useLiveRefresh();
  const keys = useMemo(
    () => ({ y: () => setRange('ytd'), a: () => setRange('all'), '?': () => sheet.current?.showModal() }),
    [setRange],
  );
  useShortcuts(keys);
  return (
    <>
      <a href="#content" className={styles.skip}>
        {words.skipToContent}
      </a>
      <header className={styles.bar}>
        <Link to="/" className={styles.brand}>
          <Mark />
          <span className={styles.name}>{workspace.data?.name ?? words.product}</span>
        </Link>
        {!isEmpty && <RangeControl />}
        <div className={styles.end}>
          <LiveIndicator />
          <Menu onShortcuts={() => sheet.current?.showModal()} />
        </div>
      </header>
      <main id="content" tabIndex={-1} className={styles.content}>
        <DemoBanner />
        <Outlet />
      </main>
      <ShortcutsSheet ref={sheet} />
    </>
  );
}
