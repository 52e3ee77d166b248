import type { NewExportBackfill, SavedExport } from '@grapevine/contracts';
import { type RefObject, useState } from 'react';
import { useStartBackfill } from '../../app/api/export-questions.js';
import { Field, SelectField } from '../../app/controls/field.js';
import { Outcome } from '../../app/controls/outcome.js';
import { FormDialog } from './dialog.js';
import { grainOf } from './export-draft.js';
import styles from './exports.module.css';
import { useFault } from './use-fault.js';
import { useSpeech } from './use-speech.js';

type Grain = NonNullable<NewExportBackfill['grain']>;
const GRAINS: readonly Grain[] = ['day', 'week', 'month', 'quarter', 'year'];
const AT_FIELDS = ['from', 'to', 'grain'];

interface BackfillDialogProps {
  ref: RefObject<HTMLDialogElement | null>;
  saved: SavedExport;
}

/** Sends every period of a range after the fact. */
export function BackfillDialog({ ref, saved: { id, range, question } }: BackfillDialogProps) {
  const { language, own } = useSpeech();
  const start = useStartBackfill(id);
  const fault = useFault(start.error);
  const [from, setFrom] = useState('');
  const [to, setTo] = useState('');
  const [grain, setGrain] = useState<Grain>(range.kind === 'previous' ? range.grain : grainOf(question));
  return (
    <FormDialog
      ref={ref}
      title={own.backfillTitle}
      about={own.backfillText}
      action={own.start}
      busy={start.isPending}
      onSubmit={() => start.mutate({ from, to, grain }, { onSuccess: () => ref.current?.close() })}
    >
      <div className={styles.pair}>
        <Field
          label={own.form.from}
          type="date"
          required
          value={from}
          fault={fault('from')}
          onChange={(event) => setFrom(event.currentTarget.value)}
        />
        <Field
          label={own.form.to}
          type="date"
          required
          value={to}
          fault={fault('to')}
          onChange={(event) => setTo(event.currentTarget.value)}
        />
      </div>
      <SelectField
        label={own.backfillGrain}
        value={grain}
        fault={fault('grain')}
        onChange={(event) => setGrain(event.currentTarget.value as Grain)}
      >
        {GRAINS.map((one) => (
          <option key={one} value={one}>
            {language.words.period[one]}
          </option>
        ))}
      </SelectField>
      <Outcome error={start.error} atFields={AT_FIELDS} />
    </FormDialog>
  );
}
