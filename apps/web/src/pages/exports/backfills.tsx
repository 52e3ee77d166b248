import type { ExportBackfill } from '@grapevine/contracts';
import { useCancelBackfill, useExportBackfills } from '../../app/api/export-questions.js';
import { Button } from '../../app/controls/button.js';
import { Outcome } from '../../app/controls/outcome.js';
import { Trouble } from '../../app/controls/trouble.js';
import { periodText } from './export-text.js';
import styles from './exports.module.css';
import { useSpeech } from './use-speech.js';

const ENDS = ['complete', 'skipped', 'cancelled', 'failed'] as const;

/** How far the backfills of an export are; nothing where there was none. */
export function Backfills({ id }: { id: string }) {
  const { own } = useSpeech();
  const backfills = useExportBackfills(id);
  const cancel = useCancelBackfill();
  if (backfills.isError && backfills.data === undefined) {
    return <Trouble error={backfills.error} retrying={backfills.isFetching} onRetry={() => void backfills.refetch()} />;
  }
  if (!backfills.data?.data.length) return null;
  return (
    <section aria-labelledby="export-backfills">
      <h2 id="export-backfills" className={styles.heading}>
        {own.backfills}
      </h2>
      <ul className={styles.list}>
        {backfills.data.data.map((backfill) => (
          <Row key={backfill.id} of={backfill} busy={cancel.isPending} onCancel={() => cancel.mutate(backfill.id)} />
        ))}
      </ul>
      <Outcome error={cancel.error} done={cancel.isSuccess ? own.done.cancelled : undefined} />
    </section>
  );
}

interface RowProps {
  of: ExportBackfill;
  busy: boolean;
  onCancel(): void;
}

function Row({ of: { from, to, runs }, busy, onCancel }: RowProps) {
  const speech = useSpeech();
  const { language, own } = speech;
  const { format, say, count } = language;
  const period = periodText({ start: from, end: to }, speech);
  const over = runs.total - runs.open;
  const progress = say(own.backfillProgress, { done: format.integer(over), total: format.integer(runs.total) });
  return (
    <li className={styles.backfill}>
      <p>
        <strong>{period}</strong>
      </p>
      <progress value={over} max={runs.total} aria-label={`${own.backfills}: ${period}`} />
      <p className={styles.faint}>
        {[progress, ...ENDS.flatMap((end) => (runs[end] > 0 ? [count(own.backfillState[end], runs[end])] : []))].join(
          ' · ',
        )}
      </p>
      {runs.open > 0 && (
        <Button disabled={busy} onClick={onCancel} aria-label={say(own.cancelBackfill, { period })}>
          {own.act.cancel}
        </Button>
      )}
    </li>
  );
}
