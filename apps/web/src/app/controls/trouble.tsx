import { CircleAlert, RotateCw } from 'lucide-react';
import { ApiError } from '../api/client.js';
import { type Language, useLanguage } from '../language/language.js';
import type { Words } from '../words/en.js';
import { Button } from './button.js';
import styles from './trouble.module.css';

interface TroubleWords {
  title: string;
  detail: string;
  /** The server's own words, in English, where the language of the page has others. */
  server?: string;
}

/** What an error is called and what can be done about it: in the language of the page where it knows the code, else in the server's words. */
export function troubleWords(error: Error, { words, say }: Language): TroubleWords {
  if (!(error instanceof ApiError)) return { title: words.trouble.title, detail: error.message };
  if (error.problem) {
    const { title, detail, code, errors = [] } = error.problem;
    const own = words.problems[code];
    if (own === undefined) return { title, detail };
    const faults = errors.flatMap(({ parameter }) => faultWords(parameter, words) ?? []);
    return { title: words.trouble.title, detail: [...new Set([own, ...faults])].join(' '), server: detail };
  }
  if (error.status === 0) return { title: words.trouble.unreachableTitle, detail: words.trouble.unreachable };
  return { title: words.trouble.title, detail: say(words.trouble.unreadable, { status: String(error.status) }) };
}

/** What a parameter must be, where the language of the page says it; of a list the same for each of its places. */
export const faultWords = (parameter: string, { faults }: Pick<Words, 'faults'>): string | undefined =>
  faults[withoutPlaces(parameter)];

/** The name of a parameter without the places of lists in it: what is wrong with the second of several is said where the list is. */
export const withoutPlaces = (parameter: string): string => parameter.replaceAll(/\.\d+/g, '');

interface TroubleProps {
  error: Error;
  retrying: boolean;
  onRetry(): void;
}

/** Whether the question itself is at fault: asked again it is refused again. */
export const isRefused = (error: Error | null): boolean =>
  error instanceof ApiError && (error.status === 400 || error.status === 422);

/** A failure in the place of what failed: what happened, what to do, and another try. */
export function Trouble({ error, retrying, onRetry }: TroubleProps) {
  const language = useLanguage();
  const { title, detail, server } = troubleWords(error, language);
  return (
    <div role="alert" className={styles.trouble}>
      <CircleAlert size={20} aria-hidden className={styles.icon} />
      <div>
        <p className={styles.title}>{title}</p>
        <p className={styles.detail}>{detail}</p>
        {server !== undefined && (
          <p className={styles.server} lang="en">
            {server}
          </p>
        )}
        {!isRefused(error) && (
          <Button onClick={onRetry} disabled={retrying}>
            <RotateCw size={14} aria-hidden />
            {language.words.trouble.retry}
          </Button>
        )}
      </div>
    </div>
  );
}
