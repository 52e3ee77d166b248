import { useState } from 'react';
import { Field, SelectField } from '../../app/controls/field.js';
import type { ExportDraft } from './export-draft.js';
import { Options } from './options.js';
import type { PartProps } from './part-props.js';
import { S3Fields } from './s3-fields.js';
import { useExportWords } from './words/use-export-words.js';

type Destination = ExportDraft['destination'];

/** Where the files go. @param isNew nothing is set yet that could be kept */
export function DestinationFields({ draft: { destination }, fault, onEdit, isNew }: PartProps & { isNew: boolean }) {
  const { form } = useExportWords();
  const [firstKind] = useState(destination.kind);
  const part: KindProps = {
    destination,
    isSet: !isNew && destination.kind === firstKind,
    fault: (name) => fault(`destination.${name}`),
    onEdit: (changed) => onEdit({ destination: { ...destination, ...changed } }),
  };
  return (
    <>
      <SelectField
        label={form.destination}
        value={destination.kind}
        fault={part.fault('kind')}
        onChange={(event) => part.onEdit({ kind: event.currentTarget.value as Destination['kind'] })}
      >
        <Options texts={form.kinds} />
      </SelectField>
      {destination.kind === 'folder' && <FolderFields {...part} />}
      {destination.kind === 's3' && (
        <S3Fields
          {...part}
          s3={destination.s3}
          onEdit={(changed) => part.onEdit({ s3: { ...destination.s3, ...changed } })}
        />
      )}
      {destination.kind === 'email' && <EmailFields {...part} />}
      {destination.kind === 'webhook' && <WebhookFields {...part} />}
      {destination.kind === 'slack' && <UrlField {...part} hint={form.hookHint} />}
    </>
  );
}

interface KindProps {
  destination: Destination;
  /** Whether what is secret is set already, and stays where it is left empty. */
  isSet: boolean;
  fault(name: string): string | undefined;
  onEdit(part: Partial<Destination>): void;
}

function FolderFields({ destination, fault, onEdit }: KindProps) {
  const { form } = useExportWords();
  return (
    <Field
      label={form.path}
      hint={form.pathHint}
      maxLength={200}
      value={destination.path}
      fault={fault('path')}
      onChange={(event) => onEdit({ path: event.currentTarget.value })}
    />
  );
}

function EmailFields({ destination, fault, onEdit }: KindProps) {
  const { form } = useExportWords();
  // Of several addresses the API says which one is wrong.
  const places = destination.to.split(',').map((_, index) => `to.${index}`);
  return (
    <Field
      label={form.recipients}
      hint={form.recipientsHint}
      type="email"
      multiple
      required
      value={destination.to}
      fault={['to', ...places].map(fault).find((text) => text !== undefined)}
      onChange={(event) => onEdit({ to: event.currentTarget.value })}
    />
  );
}

function UrlField({ destination, isSet, fault, onEdit, hint }: KindProps & { hint: string }) {
  const { form } = useExportWords();
  return (
    <Field
      label={form.url}
      hint={isSet ? form.keep : hint}
      type="url"
      maxLength={2_000}
      required={!isSet}
      value={destination.url}
      fault={fault('url')}
      onChange={(event) => onEdit({ url: event.currentTarget.value })}
    />
  );
}

function WebhookFields(part: KindProps) {
  const { destination, isSet, fault, onEdit } = part;
  const { form } = useExportWords();
  return (
    <>
      <UrlField {...part} hint={form.urlHint} />
      <Field
        label={form.secret}
        hint={isSet ? form.keep : form.secretHint}
        type="password"
        autoComplete="new-password"
        minLength={16}
        maxLength={256}
        required={!isSet}
        value={destination.secret}
        fault={fault('secret')}
        onChange={(event) => onEdit({ secret: event.currentTarget.value })}
      />
    </>
  );
}
