import type { SavedExport } from '@grapevine/contracts';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import { Link } from 'wouter';
import { navigate } from '../../app/address.js';
import { useChangeExport, useCreateExport, useExport } from '../../app/api/export-questions.js';
import { Button } from '../../app/controls/button.js';
import { Field } from '../../app/controls/field.js';
import { Outcome } from '../../app/controls/outcome.js';
import { Section } from '../../app/controls/section.js';
import { Trouble } from '../../app/controls/trouble.js';
import { AlertFields } from './alert-fields.js';
import { AT_FIELDS } from './at-fields.js';
import { DestinationFields } from './destination-fields.js';
import { draftOf, type ExportDraft, requestOf } from './export-draft.js';
import styles from './exports.module.css';
import { FileFields } from './file-fields.js';
import type { PartProps } from './part-props.js';
import { useAddressOf } from './place.js';
import { QuestionFields } from './question-fields.js';
import { RangeFields } from './range-fields.js';
import { ScheduleFields } from './schedule-fields.js';
import { useFault } from './use-fault.js';
import { useSpeech } from './use-speech.js';

/** Saves an export. @param address may say what is asked: a chart leads here */
export function NewExport({ address, zone }: { address: URLSearchParams; zone: string }) {
  const { own } = useSpeech();
  const addressOf = useAddressOf();
  const create = useCreateExport();
  const [first] = useState(() => draftOf(undefined, address));
  return (
    <ExportForm
      title={own.form.create}
      first={first}
      zone={zone}
      isNew
      error={create.error}
      busy={create.isPending}
      back={addressOf({})}
      onSave={(draft) =>
        create.mutate(requestOf(draft), {
          onSuccess: ({ id }) => navigate(addressOf({ id }), { replace: true }),
        })
      }
    />
  );
}

/** Changes an export. */
export function EditExport({ id, zone }: { id: string; zone: string }) {
  const { language, own } = useSpeech();
  const saved = useExport(id);
  // What is being typed is not taken away by what is asked again meanwhile.
  const [first, setFirst] = useState<SavedExport>();
  if (first === undefined && saved.data !== undefined && !saved.isPlaceholderData) setFirst(saved.data);
  const addressOf = useAddressOf();
  const change = useChangeExport(id);
  if (first === undefined) {
    return (
      <>
        <h1 tabIndex={-1}>{language.words.nav.exports}</h1>
        {saved.isError && (
          <Trouble error={saved.error} retrying={saved.isFetching} onRetry={() => void saved.refetch()} />
        )}
      </>
    );
  }
  return (
    <ExportForm
      title={language.say(own.form.edit, { name: first.name })}
      first={draftOf(first)}
      zone={zone}
      isNew={false}
      error={change.error}
      busy={change.isPending}
      back={addressOf({ id })}
      onSave={(draft) =>
        change.mutate(requestOf(draft), { onSuccess: () => navigate(addressOf({ id }), { replace: true }) })
      }
    />
  );
}

interface ExportFormProps {
  title: string;
  first: ExportDraft;
  zone: string;
  isNew: boolean;
  error: Error | null;
  busy: boolean;
  /** Where one goes who does not want to save. */
  back: string;
  onSave(draft: ExportDraft): void;
}

function ExportForm({ title, first, zone, isNew, error, busy, back, onSave }: ExportFormProps) {
  const { language, own } = useSpeech();
  const { form: texts } = own;
  const [draft, setDraft] = useState(first);
  const fault = useFault(error);
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => {
    if (error) form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  }, [error]);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onSave(draft);
  };
  const part: PartProps = { draft, fault, onEdit: (changed) => setDraft({ ...draft, ...changed }) };
  const inZone = (text: string) => language.say(text, { zone });
  return (
    <form ref={form} onSubmit={submit}>
      <h1 tabIndex={-1}>{title}</h1>
      <Section title={texts.what} about={texts.whatAbout}>
        <Field
          label={texts.name}
          required
          maxLength={100}
          value={draft.name}
          fault={fault('name')}
          onChange={(event) => part.onEdit({ name: event.currentTarget.value })}
        />
        <QuestionFields {...part} />
      </Section>
      <Section title={texts.days} about={inZone(texts.daysAbout)}>
        <RangeFields {...part} />
      </Section>
      <Section title={texts.when} about={inZone(texts.whenAbout)}>
        <ScheduleFields {...part} />
      </Section>
      <Section title={texts.where} about={texts.whereAbout}>
        <DestinationFields {...part} isNew={isNew} />
      </Section>
      <Section title={texts.failures} about={texts.failuresAbout}>
        <AlertFields {...part} />
      </Section>
      <Section title={texts.file} about={texts.fileAbout}>
        <FileFields {...part} />
        <Outcome error={error} atFields={AT_FIELDS} />
        <div className={styles.end}>
          <Link to={back} className={styles.plain}>
            {texts.cancel}
          </Link>
          <Button type="submit" look="main" disabled={busy}>
            {texts.save}
          </Button>
        </div>
      </Section>
    </form>
  );
}
