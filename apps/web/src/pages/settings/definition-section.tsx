import { ACTIVITY_TYPES, type Rebuild, type Workspace } from '@grapevine/contracts';
import { type FormEvent, useId, useRef, useState } from 'react';
import { useChangeWorkspace, usePreviewRebuild } from '../../app/api/settings-questions.js';
import { Button } from '../../app/controls/button.js';
import { ConfirmDialog } from '../../app/controls/confirm-dialog.js';
import { Field, faultOf } from '../../app/controls/field.js';
import { Outcome } from '../../app/controls/outcome.js';
import { Section } from '../../app/controls/section.js';
import { useLanguage } from '../../app/language/language.js';
import { changesIn, type DefinitionDraft, draftOf } from './definition.js';
import { PreviewTable } from './preview-table.js';
import { RebuildEnd } from './rebuild-end.js';
import { RebuildProgress } from './rebuild-progress.js';
import styles from './settings.module.css';

interface DefinitionSectionProps {
  workspace: Workspace;
  /** The rebuild that was seen to run, and does not any more. */
  ended: Rebuild | undefined;
}

/** Time zone, what counts as active, and dimensions: once there are events, a change is shown before it is done. */
export function DefinitionSection({ workspace, ended }: DefinitionSectionProps) {
  const { words, count } = useLanguage();
  const dialog = useRef<HTMLDialogElement>(null);
  const [draft, setDraft] = useState(() => draftOf(workspace));
  const preview = usePreviewRebuild();
  const change = useChangeWorkspace();
  const changes = changesIn(draft, workspace);
  const hasEvents = workspace.first_event_received_at !== null;
  const edit = (part: Partial<DefinitionDraft>) => {
    setDraft({ ...draft, ...part });
    preview.reset();
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (hasEvents) preview.mutate(changes);
    else change.mutate(changes);
  };
  const nothing = Object.keys(changes).length === 0;
  return (
    <Section title={words.settings.definition} about={words.settings.definitionAbout}>
      {ended && <RebuildEnd rebuild={ended} />}
      {workspace.rebuild ? (
        <RebuildProgress rebuild={workspace.rebuild} />
      ) : (
        <form onSubmit={submit} className={styles.form}>
          <DefinitionFields draft={draft} error={preview.error ?? change.error} onEdit={edit} />
          <div className={styles.actions}>
            <Button type="submit" disabled={nothing || preview.isPending || change.isPending}>
              {hasEvents ? words.settings.preview : words.settings.save}
            </Button>
          </div>
          <Outcome
            atFields={['time_zone', 'activity_types', 'dimensions']}
            error={preview.error ?? change.error}
            done={change.isSuccess ? words.settings.saved : undefined}
          />
          {preview.data && (
            <PreviewTable
              preview={preview.data}
              busy={change.isPending}
              onRebuild={() => dialog.current?.showModal()}
            />
          )}
        </form>
      )}
      {preview.data && (
        <ConfirmDialog
          ref={dialog}
          title={words.settings.rebuildTitle}
          name={workspace.name}
          action={words.settings.rebuild}
          onConfirm={() => change.mutate({ ...changes, rebuild: true }, { onSuccess: () => preview.reset() })}
        >
          <p>{count(words.settings.rebuildSays, preview.data.events)}</p>
          <p>{words.settings.rebuildFinal}</p>
        </ConfirmDialog>
      )}
    </Section>
  );
}

interface FieldsProps {
  draft: DefinitionDraft;
  error: Error | null;
  onEdit(part: Partial<DefinitionDraft>): void;
}

function DefinitionFields({ draft, error, onEdit }: FieldsProps) {
  const { words } = useLanguage();
  const zones = useId();
  const toggle = (type: string, on: boolean) =>
    onEdit({ activityTypes: ACTIVITY_TYPES.filter((one) => (one === type ? on : draft.activityTypes.includes(one))) });
  return (
    <>
      <Field
        label={words.settings.timeZone}
        hint={words.settings.timeZoneHint}
        fault={faultOf(error, 'time_zone', words)}
        value={draft.timeZone}
        list={zones}
        onChange={(event) => onEdit({ timeZone: event.currentTarget.value })}
      />
      <datalist id={zones}>
        {Intl.supportedValuesOf('timeZone').map((zone) => (
          <option key={zone} value={zone} />
        ))}
      </datalist>
      <fieldset className={styles.choices}>
        <legend>{words.settings.activity}</legend>
        {ACTIVITY_TYPES.map((type) => (
          <label key={type}>
            <input
              type="checkbox"
              checked={draft.activityTypes.includes(type)}
              onChange={(event) => toggle(type, event.currentTarget.checked)}
            />
            <code>{type}</code>
          </label>
        ))}
        {faultOf(error, 'activity_types', words) && (
          <p className={styles.fault}>{faultOf(error, 'activity_types', words)}</p>
        )}
      </fieldset>
      <Field
        label={words.settings.dimensions}
        hint={words.settings.dimensionsHint}
        fault={faultOf(error, 'dimensions', words)}
        value={draft.dimensions}
        onChange={(event) => onEdit({ dimensions: event.currentTarget.value })}
      />
    </>
  );
}
