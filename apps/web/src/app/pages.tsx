import { Suspense } from 'react';
import { Route, Switch, useLocation } from 'wouter';
import { NotFoundPage } from '../pages/not-found/not-found-page.js';
import { SIGN_IN } from './asked-address.js';
import { Breakage } from './breakage.js';
import { type Fetched, fetched } from './fetched.js';
import { Shell } from './shell/shell.js';
import { WithEvents } from './with-events.js';

const SignInPage = fetched(async () => (await import('../pages/sign-in/sign-in-page.js')).SignInPage);

/** The pages of a workspace by their paths. A page is fetched when it is opened. */
const PAGES: Readonly<Record<string, Fetched<object>>> = {
  '/': fetched(async () => (await import('../pages/growth/growth-page.js')).GrowthPage),
  '/signups': fetched(async () => (await import('../pages/signups/signups-page.js')).SignupsPage),
  '/retention': fetched(async () => (await import('../pages/retention/retention-page.js')).RetentionPage),
  '/delivery': fetched(async () => (await import('../pages/delivery/delivery-page.js')).DeliveryPage),
  '/explore': fetched(async () => (await import('../pages/explore/explore-page.js')).ExplorePage),
  '/data-health': fetched(async () => (await import('../pages/data-health/data-health-page.js')).DataHealthPage),
  '/exports': fetched(async () => (await import('../pages/exports/exports-page.js')).ExportsPage),
  '/settings': fetched(async () => (await import('../pages/settings/settings-page.js')).SettingsPage),
};

/** Has fetched the page of a path when it ends; a failure is told where the page is drawn. */
export const prefetchPage = async (path: string): Promise<void> =>
  (path === SIGN_IN ? SignInPage : PAGES[path])?.prefetch();

/** Every address of the app. A further page is one more route under the shell. */
export function Pages() {
  const [pathname] = useLocation();
  return (
    <Suspense fallback={null}>
      <Switch>
        <Route path={SIGN_IN} component={SignInPage} />
        <Route>
          <Shell>
            {/* What breaks on one page leaves the way to the others. */}
            <Breakage key={pathname}>
              <WithEvents>
                <Switch>
                  {Object.entries(PAGES).map(([path, page]) => (
                    <Route key={path} path={path} component={page} />
                  ))}
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
