import { lazy, Suspense } from 'react';
import { Route, Routes } from 'react-router';
import { GrowthPage } from '../pages/growth/growth-page.js';
import { NotFoundPage } from '../pages/not-found/not-found-page.js';
import { Shell } from './shell/shell.js';

const SignInPage = lazy(async () => ({ default: (await import('../pages/sign-in/sign-in-page.js')).SignInPage }));

const SettingsPage = lazy(async () => ({ default: (await import('../pages/settings/settings-page.js')).SettingsPage }));

/** Every address of the app. A further page is one more route under the shell, fetched when it is opened. */
export function Pages() {
  return (
    <Suspense fallback={null}>
      <Routes>
        <Route path="/sign-in" element={<SignInPage />} />
        <Route element={<Shell />}>
          <Route index element={<GrowthPage />} />
          <Route path="settings" element={<SettingsPage />} />
          <Route path="*" element={<NotFoundPage />} />
        </Route>
      </Routes>
    </Suspense>
  );
}
