import { type InputHTMLAttributes, useId } from 'react';
import { ApiError } from '../api/client.js';
import type { Words } from '../words/en.js';
import styles from './field.module.css';
import { faultWords } from './trouble.js';

interface FieldProps extends InputHTMLAttributes<HTMLInputElement> {
  label: string;
  /** What one should know before one types. */
  hint?: string | undefined;
  /** What is wrong with what was sent. */
  fault?: string | undefined;
}

/** A text field with its label, a hint, and what the server found wrong with it. */
export function Field({ label, hint, fault, ...input }: FieldProps) {
  const id = useId();
  const describedBy = [hint && `${id}-hint`, fault && `${id}-fault`].filter(Boolean).join(' ');
  return (
    <div className={styles.field}>
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        autoComplete="off"
        spellCheck={false}
        aria-invalid={fault ? true : undefined}
        aria-describedby={describedBy || undefined}
        {...input}
      />
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
    </div>
  );
}

/** What is wrong with one parameter of a refused request: in the language of the page, or else in the server's words. */
export function faultOf(error: Error | null, parameter: string, words: Words): string | undefined {
  if (!(error instanceof ApiError)) return undefined;
  const message = error.problem?.errors?.find((one) => one.parameter === parameter)?.message;
  return message && (faultWords(parameter, words) ?? message);
}
