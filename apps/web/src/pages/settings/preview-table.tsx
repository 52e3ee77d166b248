import type { RebuildPreview } from '@grapevine/contracts';
import { Button } from '../../app/controls/button.js';
import { useLanguage } from '../../app/language/language.js';
import styles from './settings.module.css';

interface PreviewTableProps {
  preview: RebuildPreview;
  busy: boolean;
  onRebuild(): void;
}

/** What a rebuild would make of the last months, before anything is changed. */
export function PreviewTable({ preview, busy, onRebuild }: PreviewTableProps) {
  const { words, format, count } = useLanguage();
  const number = (value: number | undefined): string => (value === undefined ? '–' : format.integer(value));
  return (
    <div className={styles.preview} data-testid="rebuild-preview">
      <h3>{words.settings.previewTitle}</h3>
      {preview.data.length > 0 && (
        <div className={styles.scroll}>
          <table className={styles.table}>
            <thead>
              <tr>
                <th scope="col">{words.settings.month}</th>
                <th scope="col">{words.settings.activeBefore}</th>
                <th scope="col">{words.settings.activeAfter}</th>
                <th scope="col">{words.settings.difference}</th>
              </tr>
            </thead>
            <tbody>
              {preview.data.map(({ period, start, before, after }) => (
                <tr key={period}>
                  <th scope="row">{format.month(start)}</th>
                  <td>{number(before?.active_members)}</td>
                  <td>{number(after?.active_members)}</td>
                  <td>{before && after ? format.change(after.active_members - before.active_members) : '–'}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {preview.notes.map((note) => (
        <p key={note}>{note}</p>
      ))}
      {preview.blocked_by.length > 0 ? (
        <p className={styles.fault}>
          {words.settings.blocked}{' '}
          {preview.blocked_by.map(({ dimension, value }) => `${dimension}: ${value}`).join(', ')}
        </p>
      ) : (
        <div className={styles.actions}>
          <p>{count(words.settings.rebuildSays, preview.events)}</p>
          <Button look="main" disabled={busy || preview.changes.length === 0} onClick={onRebuild}>
            {words.settings.rebuild}
          </Button>
        </div>
      )}
    </div>
  );
}
