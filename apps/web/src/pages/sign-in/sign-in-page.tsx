import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { useParameters } from '../../app/address.js';
import { ApiError } from '../../app/api/client.js';
import { useSignIn } from '../../app/api/questions.js';
import { goOn } from '../../app/asked-address.js';
import { Button } from '../../app/controls/button.js';
import { Command } from '../../app/controls/command.js';
import { troubleWords } from '../../app/controls/trouble.js';
import { type Language, useLanguage } from '../../app/language/language.js';
import { Mark } from '../../app/shell/mark.js';
import { PasswordForm } from './password-form.js';
import styles from './sign-in-page.module.css';
import { useOneTimeToken } from './use-one-time-token.js';

/** Exchanges the token of a one-time link for a session; without one it says how to get a link. */
export function SignInPage() {
  const { words } = useLanguage();
  const token = useOneTimeToken();
  const parameters = useParameters();
  const signIn = useSignIn();
  const client = useQueryClient();
  const { mutate } = signIn;
  const begun = useRef(false);
  useEffect(() => {
    // A token works once; a second effect of the same page must not spend it again.
    if (token === null || begun.current) return;
    begun.current = true;
    mutate(
      { token },
      {
        onSuccess: () => {
          client.clear();
          goOn(parameters);
        },
      },
    );
  }, [token, mutate, client, parameters]);

  return (
    <main className={styles.page}>
      <title>{`${words.page.signIn} · ${words.product}`}</title>
      <p className={styles.brand}>
        <Mark /> {words.product}
      </p>
      {token !== null && signIn.isError ? (
        <Refused error={signIn.error} onRetry={() => mutate({ token }, { onSuccess: () => goOn(parameters) })} />
      ) : token !== null ? (
        <p role="status">{words.signIn.working}</p>
      ) : (
        <HowTo because={parameters.get('because')} />
      )}
    </main>
  );
}

function HowTo({ because }: { because: string | null }) {
  const { words } = useLanguage();
  const reasons = new Map([
    ['ended', words.signIn.ended],
    ['needed', words.signIn.needed],
    ['signed-out', words.signIn.signedOut],
  ]);
  const reason = reasons.get(because ?? '');
  return (
    <>
      {reason !== undefined && <p className={styles.reason}>{reason}</p>}
      <h1>{words.signIn.heading}</h1>
      <PasswordForm />
      <h2>{words.signIn.title}</h2>
      <NewLink />
    </>
  );
}

function NewLink() {
  const { words } = useLanguage();
  return (
    <>
      <p>{words.signIn.how}</p>
      <Command text="npm run sign-in-link" what={words.copy.command} />
      <p className={styles.once}>{words.signIn.once}</p>
    </>
  );
}

/** A link that was used or is too old needs a new one; a server that does not answer needs another try of the same. */
function Refused({ error, onRetry }: { error: Error; onRetry(): void }) {
  const language = useLanguage();
  const { words } = language;
  const isSpent = error instanceof ApiError && error.status >= 400 && error.status < 500 && error.status !== 429;
  const { title, detail } = refusal(error, isSpent, language);
  return (
    <div role="alert">
      <h1>{title}</h1>
      <p>{detail}</p>
      {isSpent ? <NewLink /> : <Button onClick={onRetry}>{words.trouble.retry}</Button>}
    </div>
  );
}

function refusal(error: Error, isSpent: boolean, language: Language): { title: string; detail: string } {
  const { signIn } = language.words;
  if (isSpent) return { title: signIn.usedTitle, detail: signIn.used };
  return { title: signIn.failedTitle, detail: troubleWords(error, language).detail };
}
