import { type RefObject, useState } from 'react';
import { useRunExport } from '../../app/api/export-questions.js';
import { Field } from '../../app/controls/field.js';
import { Outcome } from '../../app/controls/outcome.js';
import { FormDialog } from './dialog.js';
import styles from './exports.module.css';
import { useFault } from './use-fault.js';
import { useSpeech } from './use-speech.js';

const AT_FIELDS = ['period', 'period.start', 'period.end'];

/** Runs an export of days that somebody chooses. */
export function PeriodDialog({ ref, exportId }: { ref: RefObject<HTMLDialogElement | null>; exportId: string }) {
  const { own } = useSpeech();
  const run = useRunExport(exportId);
  const fault = useFault(run.error);
  const [start, setStart] = useState('');
  const [end, setEnd] = useState('');
  return (
    <FormDialog
      ref={ref}
      title={own.periodTitle}
      about={own.periodText}
      action={own.start}
      busy={run.isPending}
      onSubmit={() => run.mutate({ period: { start, end } }, { onSuccess: () => ref.current?.close() })}
    >
      <div className={styles.pair}>
        <Field
          label={own.form.from}
          type="date"
          required
          value={start}
          fault={fault('period', 'period.start')}
          onChange={(event) => setStart(event.currentTarget.value)}
        />
        <Field
          label={own.form.to}
          type="date"
          required
          value={end}
          fault={fault('period.end')}
          onChange={(event) => setEnd(event.currentTarget.value)}
        />
      </div>
      <Outcome error={run.error} atFields={AT_FIELDS} />
    </FormDialog>
  );
}
