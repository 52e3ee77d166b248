import { Suspense } from 'react';
import { Route, Switch, useLocation } from 'wouter';
import { NotFoundPage } from '../pages/not-found/not-found-page.js';
import { Breakage } from './breakage.js';
import { fetched } from './fetched.js';
import { Shell } from './shell/shell.js';
import { WithEvents } from './with-events.js';

/** A page is fetched when it is opened. */
const GrowthPage = fetched(async () => (await import('../pages/growth/growth-page.js')).GrowthPage);
const SignupsPage = fetched(async () => (await import('../pages/signups/signups-page.js')).SignupsPage);
const RetentionPage = fetched(async () => (await import('../pages/retention/retention-page.js')).RetentionPage);
const DeliveryPage = fetched(async () => (await import('../pages/delivery/delivery-page.js')).DeliveryPage);
const ExplorePage = fetched(async () => (await import('../pages/explore/explore-page.js')).ExplorePage);
const SignInPage = fetched(async () => (await import('../pages/sign-in/sign-in-page.js')).SignInPage);
const DataHealthPage = fetched(async () => (await import('../pages/data-health/data-health-page.js')).DataHealthPage);
const SettingsPage = fetched(async () => (await import('../pages/settings/settings-page.js')).SettingsPage);

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
