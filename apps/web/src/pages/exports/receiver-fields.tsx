import { Field } from '../../app/controls/field.js';
import { useExportWords } from './words/use-export-words.js';

/** Who or what is sent something, as it stands in the form. */
interface Receiver {
  to: string;
  url: string;
  secret: string;
}

export interface ReceiverProps {
  receiver: Receiver;
  /** Whether what is secret is set already, and stays where it is left empty. */
  isSet: boolean;
  fault(name: string): string | undefined;
  onEdit(part: Partial<Receiver>): void;
}

export function EmailFields({ receiver, fault, onEdit }: ReceiverProps) {
  const { form } = useExportWords();
  // Of several addresses the API says which one is wrong.
  const places = receiver.to.split(',').map((_, index) => `to.${index}`);
  return (
    <Field
      label={form.recipients}
      hint={form.recipientsHint}
      type="email"
      multiple
      required
      value={receiver.to}
      fault={['to', ...places].map(fault).find((text) => text !== undefined)}
      onChange={(event) => onEdit({ to: event.currentTarget.value })}
    />
  );
}

export function UrlField({ receiver, isSet, fault, onEdit, hint }: ReceiverProps & { hint: string }) {
  const { form } = useExportWords();
  return (
    <Field
      label={form.url}
      hint={isSet ? form.keep : hint}
      type="url"
      maxLength={2_000}
      required={!isSet}
      value={receiver.url}
      fault={fault('url')}
      onChange={(event) => onEdit({ url: event.currentTarget.value })}
    />
  );
}

/** @param hint what the address is for */
export function WebhookFields({ hint, ...part }: ReceiverProps & { hint: string }) {
  const { receiver, isSet, fault, onEdit } = part;
  const { form } = useExportWords();
  return (
    <>
      <UrlField {...part} hint={hint} />
      <Field
        label={form.secret}
        hint={isSet ? form.keep : form.secretHint}
        type="password"
        autoComplete="new-password"
        minLength={16}
        maxLength={256}
        required={!isSet}
        value={receiver.secret}
        fault={fault('secret')}
        onChange={(event) => onEdit({ secret: event.currentTarget.value })}
      />
    </>
  );
}
