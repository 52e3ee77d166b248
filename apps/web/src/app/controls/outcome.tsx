import { useEffect, useRef } from 'react';
import { ApiError } from '../api/client.js';
import { useLanguage } from '../language/language.js';
import styles from './outcome.module.css';
import { troubleWords, withoutPlaces } from './trouble.js';

interface OutcomeProps {
  error: Error | null;
  /** What to say once it is done. */
  done?: string | undefined;
  /** Parameters whose faults stand at their fields: what says nothing else is not said again. */
  atFields?: readonly string[];
}

/** How the last change ended, heard as well as seen. */
export function Outcome({ error, done, atFields = [] }: OutcomeProps) {
  const language = useLanguage();
  const said = useRef<HTMLParagraphElement>(null);
  useEffect(() => {
    if (done !== undefined && isFocusLost()) said.current?.focus({ preventScroll: true });
  }, [done]);
  if (error && isSaid(error, atFields)) return null;
  if (error) {
    return (
      <p role="alert" className={styles.fault}>
        {troubleWords(error, language).detail}
      </p>
    );
  }
  return (
    <p ref={said} role="status" tabIndex={-1} className={styles.done}>
      {done}
    </p>
  );
}

function isSaid(error: Error, atFields: readonly string[]): boolean {
  const faults = error instanceof ApiError ? (error.problem?.errors ?? []) : [];
  return faults.length > 0 && faults.every(({ parameter }) => atFields.includes(withoutPlaces(parameter)));
}

/** What had the focus may be gone with what was done, or have nothing to do any more: then whoever works by keys goes on from here. */
const isFocusLost = (): boolean =>
  document.activeElement === document.body || document.activeElement?.matches(':disabled') === true;
