import type { Session } from '@grapevine/contracts';
import { useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { navigate } from '../../app/address.js';
import { useChangeAccount, useSignOutEverywhere } from '../../app/api/settings-questions.js';
import { Button } from '../../app/controls/button.js';
import { Field, faultOf } from '../../app/controls/field.js';
import { Outcome } from '../../app/controls/outcome.js';
import { Section } from '../../app/controls/section.js';
import { useLanguage } from '../../app/language/language.js';
import styles from './settings.module.css';

/** How you sign in. */
export function AccountSection({ session }: { session: Session }) {
  const { words, say } = useLanguage();
  const client = useQueryClient();
  const everywhere = useSignOutEverywhere();
  const leave = () =>
    everywhere.mutate(undefined, {
      onSuccess: () => {
        navigate('/sign-in?because=signed-out');
        queueMicrotask(() => client.clear());
      },
    });
  const { person } = session;
  return (
    <Section
      title={words.settings.account}
      about={person ? say(words.settings.accountAbout, { email: person.email }) : words.settings.accountNone}
    >
      <AccountForm key={person?.email ?? ''} email={person?.email} />
      <div className={styles.actions}>
        <Button disabled={everywhere.isPending} onClick={leave}>
          {words.settings.everywhere}
        </Button>
      </div>
      <Outcome error={everywhere.error} />
    </Section>
  );
}

function AccountForm({ email: present }: { email: string | undefined }) {
  const { words } = useLanguage();
  const change = useChangeAccount();
  const [email, setEmail] = useState(present ?? '');
  const [password, setPassword] = useState('');
  const [current, setCurrent] = useState('');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    change.mutate(
      {
        ...(email === present ? {} : { email }),
        ...(password === '' ? {} : { password }),
        ...(present === undefined ? {} : { current_password: current }),
      },
      {
        onSuccess: () => {
          setPassword('');
          setCurrent('');
        },
      },
    );
  };
  const nothing = email === (present ?? '') && password === '';
  return (
    <form onSubmit={submit} className={styles.form}>
      <Field
        label={words.settings.email}
        type="email"
        autoComplete="username"
        required
        fault={faultOf(change.error, 'email', words)}
        value={email}
        onChange={(event) => setEmail(event.currentTarget.value)}
      />
      {present !== undefined && (
        <Field
          label={words.settings.currentPassword}
          type="password"
          autoComplete="current-password"
          required
          value={current}
          onChange={(event) => setCurrent(event.currentTarget.value)}
        />
      )}
      <Field
        label={words.settings.newPassword}
        hint={words.settings.passwordHint}
        type="password"
        autoComplete="new-password"
        minLength={10}
        required={present === undefined}
        fault={faultOf(change.error, 'password', words)}
        value={password}
        onChange={(event) => setPassword(event.currentTarget.value)}
      />
      <div className={styles.actions}>
        <Button type="submit" disabled={nothing || change.isPending}>
          {words.settings.save}
        </Button>
      </div>
      <Outcome
        atFields={['email', 'password']}
        error={change.error}
        done={change.isSuccess ? words.settings.accountSaved : undefined}
      />
    </form>
  );
}
