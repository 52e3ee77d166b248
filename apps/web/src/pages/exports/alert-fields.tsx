import { useState } from 'react';
import { SelectField } from '../../app/controls/field.js';
import type { ExportDraft } from './export-draft.js';
import { Options } from './options.js';
import type { PartProps } from './part-props.js';
import { EmailFields, type ReceiverProps, WebhookFields } from './receiver-fields.js';
import { useExportWords } from './words/use-export-words.js';

type Alert = ExportDraft['alert'];

/** Who is told when a run has failed for good. */
export function AlertFields({ draft: { alert }, fault, onEdit }: PartProps) {
  const { form } = useExportWords();
  const [firstKind] = useState(alert.kind);
  const part: ReceiverProps = {
    receiver: alert,
    isSet: alert.kind === firstKind,
    fault: (name) => fault(`alert.${name}`),
    onEdit: (changed) => onEdit({ alert: { ...alert, ...changed } }),
  };
  return (
    <>
      <SelectField
        label={form.alert}
        value={alert.kind}
        fault={part.fault('kind')}
        onChange={(event) => onEdit({ alert: { ...alert, kind: event.currentTarget.value as Alert['kind'] } })}
      >
        <Options texts={form.alertKinds} />
      </SelectField>
      {alert.kind === 'email' && <EmailFields {...part} />}
      {alert.kind === 'webhook' && <WebhookFields {...part} hint={form.alertUrlHint} />}
    </>
  );
}
