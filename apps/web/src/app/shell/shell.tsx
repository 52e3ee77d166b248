import { Menu as MenuIcon } from 'lucide-react';
import { lazy, type ReactNode, Suspense, useEffect, useId, useState } from 'react';
import { Link, useLocation } from 'wouter';
import { WORKSPACE } from '../api/client.js';
import { useDataThrough, useSession, useWorkspace } from '../api/questions.js';
import { Button } from '../controls/button.js';
import { Popover } from '../controls/popover.js';
import { useLanguage } from '../language/language.js';
import { usePopulation } from '../view/use-population.js';
import { changeParameters, useAddressWithView } from '../view/use-view.js';
import { DemoBanner } from './demo-banner.js';
import { FilterChips } from './filter-chips.js';
import { LiveIndicator } from './live-indicator.js';
import { Mark } from './mark.js';
import { Menu } from './menu.js';
import { Navigation } from './navigation.js';
import { PendingLine } from './pending-line.js';
import { PLACES } from './places.js';
import styles from './shell.module.css';
import { useKeys } from './use-keys.js';
import { useLiveRefresh } from './use-live-refresh.js';
import { ViewControls } from './view-controls.js';

const ShortcutsSheet = lazy(async () => ({ default: (await import('./shortcuts-sheet.js')).ShortcutsSheet }));

/** What all pages of a workspace share: the pages, the top bar, the keys, and numbers that renew themselves. */
export function Shell({ children }: { children: ReactNode }) {
  const { words } = useLanguage();
  const workspace = useWorkspace();
  // Whether a banner stands above everything is known then: until it is, nothing is shown that it would push down.
  const isSimulated = workspace.data?.simulated ?? false;
  const session = useSession(isSimulated);
  const isWaiting = workspace.isPending || (isSimulated && session.isPending);
  const isEmpty = useDataThrough().data === null;
  const [pathname] = useLocation();
  const withView = useAddressWithView();
  const [helps, setHelps] = useState(false);
  const pages = useId();
  useLiveRefresh();
  const slug = isSimulated ? workspace.data?.slug : undefined;
  // Simulated data is looked at by everybody for other reasons: a link to it says so.
  useEffect(() => {
    if (slug !== undefined) changeParameters((after) => after.set(WORKSPACE, slug), { replace: true });
  }, [slug]);
  useKeys(() => setHelps(true));
  const population = usePopulation(PLACES.find(({ path }) => path === pathname)?.population);
  const controls = !isEmpty && population !== undefined;
  return (
    <>
      <a href="#content" className={styles.skip}>
        {words.skipToContent}
      </a>
      <header className={styles.bar}>
        <Button look="quiet" popoverTarget={pages} aria-label={words.nav.label} className={styles.pages}>
          <MenuIcon size={18} aria-hidden />
        </Button>
        <Popover id={pages} label={words.nav.label}>
          {() => <Navigation onChoose={() => document.getElementById(pages)?.hidePopover()} />}
        </Popover>
        <Link to={withView('/')} className={styles.brand}>
          <Mark />
          <span className={styles.name}>{workspace.data?.name ?? words.product}</span>
        </Link>
        {controls && <ViewControls population={population} />}
        <div className={styles.end}>
          <LiveIndicator />
          <Menu onShortcuts={() => setHelps(true)} />
        </div>
        <PendingLine />
      </header>
      <div className={styles.below}>
        <div className={styles.side}>
          <Navigation />
        </div>
        <main id="content" tabIndex={-1} className={styles.content} data-waiting={isWaiting || undefined}>
          <DemoBanner />
          {controls && <FilterChips population={population} />}
          <Suspense fallback={null}>{children}</Suspense>
        </main>
      </div>
      {helps && (
        <Suspense fallback={null}>
          <ShortcutsSheet onClose={() => setHelps(false)} />
        </Suspense>
      )}
    </>
  );
}
