import type { Scope } from '@grapevine/contracts';
import { useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useCreateKey } from '../../app/api/questions.js';
import { Button } from '../../app/controls/button.js';
import { Command } from '../../app/controls/command.js';
import { Field, faultOf } from '../../app/controls/field.js';
import { Outcome } from '../../app/controls/outcome.js';
import { useLanguage } from '../../app/language/language.js';
import styles from './settings.module.css';

const SCOPES: readonly Scope[] = ['ingest', 'read', 'admin'];

/** Makes a key, and shows it the one time that it can be seen. */
export function NewKeyForm() {
  const { words } = useLanguage();
  const client = useQueryClient();
  const create = useCreateKey();
  const [name, setName] = useState('');
  const [scopes, setScopes] = useState<readonly Scope[]>(['ingest', 'read']);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    create.mutate(
      { name: name.trim(), scopes: [...scopes] },
      {
        onSuccess: () => {
          setName('');
          void client.invalidateQueries({ queryKey: ['keys'] });
        },
      },
    );
  };
  return (
    <form onSubmit={submit} className={styles.form}>
      <Field
        label={words.settings.keyName}
        hint={words.settings.keyNameHint}
        fault={faultOf(create.error, 'name', words)}
        value={name}
        maxLength={100}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <fieldset className={styles.choices}>
        <legend>{words.settings.mayDo}</legend>
        {SCOPES.map((scope) => (
          <label key={scope}>
            <input
              type="checkbox"
              checked={scopes.includes(scope)}
              onChange={(event) =>
                setScopes(SCOPES.filter((one) => (one === scope ? event.currentTarget.checked : scopes.includes(one))))
              }
            />
            {words.settings.scope[scope]}
          </label>
        ))}
      </fieldset>
      <div className={styles.actions}>
        <Button type="submit" look="main" disabled={create.isPending || name.trim() === '' || scopes.length === 0}>
          {words.empty.createKey}
        </Button>
      </div>
      <Outcome atFields={['name']} error={create.error} />
      {create.data && (
        <div role="status" className={styles.shown}>
          <p>{words.empty.keyShown}</p>
          <Command text={create.data.key} what={words.copy.key} />
        </div>
      )}
    </form>
  );
}
