import { lazy, Suspense } from 'react';
import { Route, Routes } from 'react-router';
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
      <Routes>
        <Route path="/sign-in" element={<SignInPage />} />
        <Route element={<Shell />}>
          <Route index element={<GrowthPage />} />
          <Route path="signups" element={<SignupsPage />} />
          <Route path="retention" element={<RetentionPage />} />
          <Route path="delivery" element={<DeliveryPage />} />
          <Route path="explore" element={<ExplorePage />} />
          <Route path="data-health" element={<DataHealthPage />} />
          <Route path="settings" element={<SettingsPage />} />
          <Route path="*" element={<NotFoundPage />} />
        </Route>
      </Routes>
    </Suspense>
  );
}
