import { type InputHTMLAttributes, type SelectHTMLAttributes, useId } from 'react';
import { ApiError } from '../api/client.js';
import type { Words } from '../words/en.js';
import styles from './field.module.css';
import { faultWords } from './trouble.js';

interface Said {
  label: string;
  /** What one should know before one types or chooses. */
  hint?: string | undefined;
  /** What is wrong with what was sent. */
  fault?: string | undefined;
}

type FieldProps = Said & InputHTMLAttributes<HTMLInputElement>;
type SelectFieldProps = Said & SelectHTMLAttributes<HTMLSelectElement>;

/** A text field with its label, a hint, and what the server found wrong with it. */
export function Field({ label, hint, fault, ...input }: FieldProps) {
  const said = useSaid({ label, hint, fault });
  return (
    <div className={styles.field}>
      {said.label}
      <input autoComplete="off" spellCheck={false} {...said.attributes} {...input} />
      {said.below}
    </div>
  );
}

/** A list to choose from, likewise. */
export function SelectField({ label, hint, fault, ...select }: SelectFieldProps) {
  const said = useSaid({ label, hint, fault });
  return (
    <div className={styles.field}>
      {said.label}
      <select {...said.attributes} {...select} />
      {said.below}
    </div>
  );
}

/** What stands above and below a control, and what ties it to it for who cannot see that. */
function useSaid({ label, hint, fault }: Said) {
  const id = useId();
  const describedBy = [hint && `${id}-hint`, fault && `${id}-fault`].filter(Boolean).join(' ');
  return {
    attributes: { id, 'aria-invalid': fault ? true : undefined, 'aria-describedby': describedBy || undefined },
    label: <label htmlFor={id}>{label}</label>,
    below: (
      <>
        {hint && (
          <p id={`${id}-hint`} className={styles.hint}>
            {hint}
          </p>
        )}
        {fault && (
          <p id={`${id}-fault`} className={styles.fault}>
            {fault}
          </p>
        )}
      </>
    ),
  };
}

/** What is wrong with one parameter of a refused request: in the language of the page, or else in the server's words. */
export function faultOf(error: Error | null, parameter: string, words: Pick<Words, 'faults'>): string | undefined {
  if (!(error instanceof ApiError)) return undefined;
  const message = error.problem?.errors?.find((one) => one.parameter === parameter)?.message;
  return message && (faultWords(parameter, words) ?? message);
}
