import { useEffect, useRef } from 'react';
import { useParameters } from '../../app/address.js';
import { useSession, useWorkspace } from '../../app/api/questions.js';
import { Trouble } from '../../app/controls/trouble.js';
import { EditExport, NewExport } from './export-form.js';
import { ExportView } from './export-view.js';
import styles from './exports.module.css';
import { ExportsList } from './exports-list.js';
import { placeOf } from './place.js';
import { useSpeech } from './use-speech.js';

/** What is brought where, and what became of it. */
export function ExportsPage() {
  const { language, own } = useSpeech();
  const { words } = language;
  const parameters = useParameters();
  const workspace = useWorkspace();
  const session = useSession();
  const { id, form } = placeOf(parameters);
  useFocusOnHeading(`${id} ${form}`);
  const failed = [session, workspace].find((query) => query.isError && query.data === undefined);
  const isAdmin = session.data?.scopes.includes('admin');
  const zone = workspace.data?.time_zone;
  return (
    <div className={styles.page}>
      <title>{`${words.nav.exports} · ${workspace.data?.name ?? words.product}`}</title>
      {failed?.error && (
        <>
          <h1>{words.nav.exports}</h1>
          <Trouble error={failed.error} retrying={failed.isFetching} onRetry={() => void failed.refetch()} />
        </>
      )}
      {isAdmin === false && (
        <>
          <h1>{words.nav.exports}</h1>
          <p className={styles.faint}>{own.noAdmin}</p>
        </>
      )}
      {isAdmin && zone !== undefined && (
        <>
          {id === undefined && !form && <ExportsList zone={zone} />}
          {id === undefined && form && <NewExport address={parameters} zone={zone} />}
          {id !== undefined && !form && <ExportView key={id} id={id} zone={zone} />}
          {id !== undefined && form && <EditExport key={id} id={id} zone={zone} />}
        </>
      )}
    </div>
  );
}

/** Whoever works by keys goes on from the top of what is shown: the link that led there is gone. */
function useFocusOnHeading(place: string): void {
  const shown = useRef(place);
  useEffect(() => {
    if (shown.current === place) return;
    shown.current = place;
    if (document.activeElement === document.body) document.querySelector<HTMLElement>('main h1')?.focus();
  }, [place]);
}
