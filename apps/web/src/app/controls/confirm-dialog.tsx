import { type FormEvent, type ReactNode, type RefObject, useId, useState } from 'react';
import { useLanguage } from '../language/language.js';
import { Button } from './button.js';
import styles from './confirm-dialog.module.css';
import { Field } from './field.js';

interface ConfirmDialogProps {
  /** Opened by whoever holds it, with `showModal()`. */
  ref: RefObject<HTMLDialogElement | null>;
  title: string;
  /** What will happen, in numbers where there are any. */
  children: ReactNode;
  /** What has to be typed, so that nothing is lost by one click too many. */
  name: string;
  action: string;
  onConfirm(): void;
}

/** Asks for the name of what is about to go. */
export function ConfirmDialog({ ref, title, children, name, action, onConfirm }: ConfirmDialogProps) {
  const { words, say } = useLanguage();
  const heading = useId();
  const [typed, setTyped] = useState('');
  const close = () => {
    setTyped('');
    ref.current?.close();
  };
  const confirm = (event: FormEvent) => {
    event.preventDefault();
    if (typed.trim() !== name) return;
    close();
    onConfirm();
  };
  return (
    <dialog ref={ref} className={styles.dialog} aria-labelledby={heading} onClose={() => setTyped('')}>
      <form onSubmit={confirm}>
        <h2 id={heading}>{title}</h2>
        {children}
        <Field
          label={say(words.confirm.type, { name })}
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
        <div className={styles.actions}>
          <Button onClick={close}>{words.confirm.cancel}</Button>
          <Button type="submit" look="danger" disabled={typed.trim() !== name}>
            {action}
          </Button>
        </div>
      </form>
    </dialog>
  );
}
