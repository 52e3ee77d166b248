import { Suspense } from 'react';
import { Route, Switch, useLocation } from 'wouter';
import { NotFoundPage } from '../pages/not-found/not-found-page.js';
import { Breakage } from './breakage.js';
import { fetched } from './fetched.js';
import { Shell } from './shell/shell.js';
import { WithEvents } from './with-events.js';

/** Where the pages are, by their paths. */
const LOADERS = {
  '/': async () => (await import('../pages/growth/growth-page.js')).GrowthPage,
  '/signups': async () => (await import('../pages/signups/signups-page.js')).SignupsPage,
  '/retention': async () => (await import('../pages/retention/retention-page.js')).RetentionPage,
  '/delivery': async () => (await import('../pages/delivery/delivery-page.js')).DeliveryPage,
  '/explore': async () => (await import('../pages/explore/explore-page.js')).ExplorePage,
  '/data-health': async () => (await import('../pages/data-health/data-health-page.js')).DataHealthPage,
  '/exports': async () => (await import('../pages/exports/exports-page.js')).ExportsPage,
  '/settings': async () => (await import('../pages/settings/settings-page.js')).SettingsPage,
  '/sign-in': async () => (await import('../pages/sign-in/sign-in-page.js')).SignInPage,
};

/** Begins to fetch the page of a path, beside the words; a failure is told where the page is drawn. */
export function prefetchPage(path: string): void {
  const load = (LOADERS as Readonly<Record<string, () => Promise<unknown>>>)[path];
  load?.().catch(() => undefined);
}

/** A page is fetched when it is opened. */
const GrowthPage = fetched(LOADERS['/']);
const SignupsPage = fetched(LOADERS['/signups']);
const RetentionPage = fetched(LOADERS['/retention']);
const DeliveryPage = fetched(LOADERS['/delivery']);
const ExplorePage = fetched(LOADERS['/explore']);
const SignInPage = fetched(LOADERS['/sign-in']);
const DataHealthPage = fetched(LOADERS['/data-health']);
const ExportsPage = fetched(LOADERS['/exports']);
const SettingsPage = fetched(LOADERS['/settings']);

/** Every address of the app. A further page is one more route under the shell. */
export function Pages() {
  const [pathname] = useLocation();
  return (
    <Suspense fallback={null}>
      <Switch>
        <Route path="/sign-in" component={SignInPage} />
        <Route>
          <Shell>
            {/* What breaks on one page leaves the way to the others. */}
            <Breakage key={pathname}>
              <WithEvents>
                <Switch>
                  <Route path="/" component={GrowthPage} />
                  <Route path="/signups" component={SignupsPage} />
                  <Route path="/retention" component={RetentionPage} />
                  <Route path="/delivery" component={DeliveryPage} />
                  <Route path="/explore" component={ExplorePage} />
                  <Route path="/data-health" component={DataHealthPage} />
                  <Route path="/exports" component={ExportsPage} />
                  <Route path="/settings" component={SettingsPage} />
                  <Route component={NotFoundPage} />
                </Switch>
              </WithEvents>
            </Breakage>
          </Shell>
        </Route>
      </Switch>
    </Suspense>
  );
}
