import { lazy, Suspense } from 'react';
import { Route, Switch } from 'wouter';
import { NotFoundPage } from '../pages/not-found/not-found-page.js';
import { Shell } from './shell/shell.js';

/** A page is fetched when it is opened. */
const GrowthPage = lazy(async () => ({ default: (await import('../pages/growth/growth-page.js')).GrowthPage }));
const SignupsPage = lazy(async () => ({ default: (await import('../pages/signups/signups-page.js')).SignupsPage }));
const RetentionPage = lazy(async () => ({
  default: (await import('../pages/retention/retention-page.js')).RetentionPage,
}));
const DeliveryPage = lazy(async () => ({ default: (await import('../pages/delivery/delivery-page.js')).DeliveryPage }));
const ExplorePage = lazy(async () => ({ default: (await import('../pages/explore/explore-page.js')).ExplorePage }));
const SignInPage = lazy(async () => ({ default: (await import('../pages/sign-in/sign-in-page.js')).SignInPage }));
const DataHealthPage = lazy(async () => ({
  default: (await import('../pages/data-health/data-health-page.js')).DataHealthPage,
}));
const SettingsPage = lazy(async () => ({ default: (await import('../pages/settings/settings-page.js')).SettingsPage }));

/** Every address of the app. A further page is one more route under the shell. */
export function Pages() {
  return (
    <Suspense fallback={null}>
      <Switch>
        <Route path="/sign-in" component={SignInPage} />
        <Route>
          <Shell>
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
          </Shell>
        </Route>
      </Switch>
    </Suspense>
  );
}
