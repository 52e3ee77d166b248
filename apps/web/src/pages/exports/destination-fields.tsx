import { useState } from 'react';
import { Field, SelectField } from '../../app/controls/field.js';
import type { ExportDraft } from './export-draft.js';
import { Options } from './options.js';
import type { PartProps } from './part-props.js';
import { EmailFields, type ReceiverProps, UrlField, WebhookFields } from './receiver-fields.js';
import { S3Fields } from './s3-fields.js';
import { useExportWords } from './words/use-export-words.js';

type Destination = ExportDraft['destination'];

/** Where the files go. @param isNew nothing is set yet that could be kept */
export function DestinationFields({ draft: { destination }, fault, onEdit, isNew }: PartProps & { isNew: boolean }) {
  const { form } = useExportWords();
  const [firstKind] = useState(destination.kind);
  const part: ReceiverProps = {
    receiver: destination,
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
        onChange={(event) =>
          onEdit({ destination: { ...destination, kind: event.currentTarget.value as Destination['kind'] } })
        }
      >
        <Options texts={form.kinds} />
      </SelectField>
      {destination.kind === 'folder' && (
        <FolderField
          path={destination.path}
          fault={part.fault('path')}
          onEdit={(path) => onEdit({ destination: { ...destination, path } })}
        />
      )}
      {destination.kind === 's3' && (
        <S3Fields
          {...part}
          s3={destination.s3}
          onEdit={(changed) => onEdit({ destination: { ...destination, s3: { ...destination.s3, ...changed } } })}
        />
      )}
      {destination.kind === 'email' && <EmailFields {...part} />}
      {destination.kind === 'webhook' && <WebhookFields {...part} hint={form.urlHint} />}
      {destination.kind === 'slack' && <UrlField {...part} hint={form.hookHint} />}
    </>
  );
}

function FolderField({ path, fault, onEdit }: FolderFieldProps) {
  const { form } = useExportWords();
  return (
    <Field
      label={form.path}
      hint={form.pathHint}
      maxLength={200}
      value={path}
      fault={fault}
      onChange={(event) => onEdit(event.currentTarget.value)}
    />
  );
}

interface FolderFieldProps {
  path: string;
  fault: string | undefined;
  onEdit(path: string): void;
}
