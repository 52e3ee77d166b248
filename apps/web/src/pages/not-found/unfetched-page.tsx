import { useEffect } from 'react';
import { useLanguage } from '../../app/language/language.js';
import page from '../page.module.css';
import { BrokenPage } from './broken-page.js';

const AGAIN_MS = 3_000;
/** A page that was loaded again so lately and still lacks a part would only be loaded again and again. */
const LATELY_MS = 30_000;
const LOADED_AGAIN = 'grapevine.loaded-again';

/**
 * In the place of a page of which a part could not be fetched. As soon as the server answers, the page is loaded again, as the address says:
 * after an update its files have other names.
 */
export function UnfetchedPage({ error }: { error: Error }) {
  const { words } = useLanguage();
  const isVain = Date.now() - Number(sessionStorage.getItem(LOADED_AGAIN) ?? 0) < LATELY_MS;
  useEffect(() => {
    if (isVain) return;
    const timer = setInterval(() => {
      void fetch('/health/live', { cache: 'no-store' })
        .then(({ ok }) => {
          if (!ok) return;
          sessionStorage.setItem(LOADED_AGAIN, String(Date.now()));
          window.location.reload();
        })
        .catch(() => undefined);
    }, AGAIN_MS);
    return () => clearInterval(timer);
  }, [isVain]);
  if (isVain) return <BrokenPage error={error} />;
  return (
    <div role="alert">
      <h1 className={page.sentence}>{words.trouble.unreachableTitle}</h1>
      <p>{words.trouble.unfetched}</p>
    </div>
  );
}
