import { useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useParameters } from '../../app/address.js';
import { useSignIn } from '../../app/api/questions.js';
import { goOn } from '../../app/asked-address.js';
import { Button } from '../../app/controls/button.js';
import { Field } from '../../app/controls/field.js';
import { troubleWords } from '../../app/controls/trouble.js';
import { useLanguage } from '../../app/language/language.js';
import styles from './sign-in-page.module.css';

/** Email and password, in the form that password managers know. */
export function PasswordForm() {
  const language = useLanguage();
  const { words } = language;
  const client = useQueryClient();
  const parameters = useParameters();
  const signIn = useSignIn();
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    signIn.mutate(
      { email, password },
      {
        onSuccess: () => {
          client.clear();
          goOn(parameters);
        },
        onError: () => setPassword(''),
      },
    );
  };
  return (
    <form onSubmit={submit} className={styles.form}>
      <Field
        label={words.signIn.email}
        type="email"
        name="email"
        autoComplete="username"
        required
        value={email}
        onChange={(event) => setEmail(event.currentTarget.value)}
      />
      <Field
        label={words.signIn.password}
        type="password"
        name="password"
        autoComplete="current-password"
        required
        value={password}
        onChange={(event) => setPassword(event.currentTarget.value)}
      />
      {signIn.isError && (
        <p role="alert" className={styles.fault}>
          {troubleWords(signIn.error, language).detail}
        </p>
      )}
      <Button type="submit" look="main" disabled={signIn.isPending}>
        {words.signIn.enter}
      </Button>
    </form>
  );
}
