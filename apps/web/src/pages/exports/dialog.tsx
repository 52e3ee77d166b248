import { type FormEvent, type ReactNode, type RefObject, useId } from 'react';
import { Button } from '../../app/controls/button.js';
import { useLanguage } from '../../app/language/language.js';
import styles from './exports.module.css';

interface FormDialogProps {
  /** Opened by whoever holds it, with `showModal()`; the browser gives the focus back when it closes. */
  ref: RefObject<HTMLDialogElement | null>;
  title: string;
  about: string;
  children: ReactNode;
  action: string;
  busy: boolean;
  onSubmit(): void;
}

/** Asks for some particulars of what is going to be done, and stays open until that is accepted. */
export function FormDialog({ ref, title, about, children, action, busy, onSubmit }: FormDialogProps) {
  const { words } = useLanguage();
  const heading = useId();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onSubmit();
  };
  return (
    <dialog ref={ref} className={styles.dialog} aria-labelledby={heading}>
      <form onSubmit={submit}>
        <h2 id={heading}>{title}</h2>
        <p>{about}</p>
        {children}
        <div className={styles.end}>
          <Button onClick={() => ref.current?.close()}>{words.confirm.cancel}</Button>
          <Button type="submit" look="main" disabled={busy}>
            {action}
          </Button>
        </div>
      </form>
    </dialog>
  );
}
