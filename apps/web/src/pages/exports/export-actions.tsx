import type { SavedExport } from '@grapevine/contracts';
import { useRef } from 'react';
import { Link } from 'wouter';
import { navigate } from '../../app/address.js';
import {
  isOpen,
  useChangeExport,
  useDeleteExport,
  useExportRuns,
  useRunExport,
} from '../../app/api/export-questions.js';
import { Button } from '../../app/controls/button.js';
import { ConfirmDialog } from '../../app/controls/confirm-dialog.js';
import { Outcome } from '../../app/controls/outcome.js';
import { BackfillDialog } from './backfill-dialog.js';
import { periodText } from './export-text.js';
import styles from './exports.module.css';
import { PeriodDialog } from './period-dialog.js';
import { useAddressOf } from './place.js';
import { useSpeech } from './use-speech.js';

/** What can be done with an export. */
export function ExportActions({ saved }: { saved: SavedExport }) {
  const { own } = useSpeech();
  const { act, done } = own;
  const addressOf = useAddressOf();
  const run = useRunExport(saved.id);
  const change = useChangeExport(saved.id);
  const remove = useDeleteExport(saved.id);
  const [removing, period, backfill] = [useDialog(), useDialog(), useDialog()];
  const changed = change.data?.paused ? done.paused : done.resumed;
  const pause = () => {
    run.reset();
    change.mutate({ paused: !saved.paused });
  };
  const begin = (asked: { test?: boolean }) => {
    change.reset();
    run.mutate(asked);
  };
  return (
    <>
      <div className={styles.actions}>
        <Button look="main" disabled={run.isPending} onClick={() => begin({})}>
          {act.run}
        </Button>
        <Button onClick={() => period.current?.showModal()}>{act.runPeriod}</Button>
        <Button disabled={run.isPending} onClick={() => begin({ test: true })}>
          {act.test}
        </Button>
        <Button onClick={() => backfill.current?.showModal()}>{act.backfill}</Button>
        {(saved.schedule !== null || saved.paused) && (
          <Button disabled={change.isPending} onClick={pause}>
            {saved.paused ? act.resume : act.pause}
          </Button>
        )}
        <Link to={addressOf({ id: saved.id, form: true })} className={styles.plain}>
          {act.edit}
        </Link>
        <Button onClick={() => removing.current?.showModal()}>{act.delete}</Button>
      </div>
      <Outcome error={run.error ?? change.error ?? remove.error} done={change.isSuccess ? changed : undefined} />
      <Started exportId={saved.id} runId={run.data?.id} />
      <PeriodDialog ref={period} exportId={saved.id} />
      <BackfillDialog ref={backfill} saved={saved} />
      <ConfirmDialog
        ref={removing}
        title={own.removeTitle}
        name={saved.name}
        action={act.delete}
        onConfirm={() => remove.mutate(undefined, { onSuccess: () => navigate(addressOf({}), { replace: true }) })}
      >
        <p>{own.removeText}</p>
      </ConfirmDialog>
    </>
  );
}

const useDialog = () => useRef<HTMLDialogElement>(null);

/** What becomes of the run that somebody has just asked for, heard as well as seen. */
function Started({ exportId, runId }: { exportId: string; runId: string | undefined }) {
  const speech = useSpeech();
  const { language, own } = speech;
  const runs = useExportRuns(exportId).data?.pages.flatMap(({ data }) => data);
  const run = runs?.find(({ id }) => id === runId);
  if (runId === undefined) return <p role="status" className={styles.said} />;
  const words = language.words.filter.is;
  const text =
    run === undefined || isOpen(run)
      ? own.done.run
      : language.say(words, { dimension: periodText(run.period, speech), values: own.state[run.state] });
  return (
    <p role="status" className={styles.said}>
      {text}
    </p>
  );
}
