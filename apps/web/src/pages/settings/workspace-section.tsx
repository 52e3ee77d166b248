import type { Workspace } from '@grapevine/contracts';
import { type FormEvent, useState } from 'react';
import { useChangeWorkspace } from '../../app/api/settings-questions.js';
import { Button } from '../../app/controls/button.js';
import { Field, faultOf } from '../../app/controls/field.js';
import { Outcome } from '../../app/controls/outcome.js';
import { Section } from '../../app/controls/section.js';
import { useLanguage } from '../../app/language/language.js';
import styles from './settings.module.css';

/** What the service is called on every page. */
export function WorkspaceSection({ workspace }: { workspace: Workspace }) {
  const { words } = useLanguage();
  const [name, setName] = useState(workspace.name);
  const change = useChangeWorkspace();
  const save = (event: FormEvent) => {
    event.preventDefault();
    change.mutate({ name: name.trim() });
  };
  return (
    <Section title={words.settings.workspace} about={words.settings.workspaceAbout}>
      <form onSubmit={save} className={styles.form}>
        <Field
          label={words.settings.name}
          value={name}
          maxLength={100}
          required
          fault={faultOf(change.error, 'name', words)}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <div className={styles.actions}>
          <Button type="submit" disabled={change.isPending || name.trim() === '' || name.trim() === workspace.name}>
            {words.settings.save}
          </Button>
        </div>
        <Outcome atFields={['name']} error={change.error} done={change.isSuccess ? words.settings.saved : undefined} />
      </form>
    </Section>
  );
}
