import type { ReactNode } from 'react';
import { useLocation } from 'wouter';
import { useDataThrough, useWorkspace } from './api/questions.js';
import { fetched } from './fetched.js';
import { useLanguage } from './language/language.js';
import { PLACES } from './shell/places.js';

const FirstEvent = fetched(async () => (await import('../pages/first-event/first-event.js')).FirstEvent);

/** The pages. As long as no event has come, the way to the first one stands in the place of those that show numbers. */
export function WithEvents({ children }: { children: ReactNode }) {
  const { words } = useLanguage();
  const [pathname] = useLocation();
  const workspace = useWorkspace().data;
  const through = useDataThrough().data;
  const place = PLACES.find(({ path }) => path === pathname);
  if (through !== null || !place?.population) return children;
  const product = workspace?.name ?? words.product;
  return <FirstEvent page={words.nav[place.name]} product={product} workspace={workspace} />;
}
