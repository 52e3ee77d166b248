import { type FormEvent, useState } from 'react';
import { useAddAnnotation, useAnnotations, useDeleteAnnotation } from '../../app/api/annotation-questions.js';
import { Button } from '../../app/controls/button.js';
import { Field, faultOf } from '../../app/controls/field.js';
import { Trouble } from '../../app/controls/trouble.js';
import { useLanguage } from '../../app/language/language.js';
import { Outcome } from './outcome.js';
import { Section } from './section.js';
import styles from './settings.module.css';

/** What happened on which day: charts over time show it. */
export function AnnotationsSection() {
  const { words, format, say } = useLanguage();
  const annotations = useAnnotations();
  const add = useAddAnnotation();
  const remove = useDeleteAnnotation();
  const [date, setDate] = useState('');
  const [text, setText] = useState('');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    add.mutate({ date, text: text.trim() }, { onSuccess: () => setText('') });
  };
  const error = add.error ?? remove.error;
  return (
    <Section title={words.settings.annotations} about={words.settings.annotationsAbout}>
      <form onSubmit={submit} className={styles.form}>
        <div className={styles.pair}>
          <Field
            label={words.settings.day}
            type="date"
            required
            fault={faultOf(error, 'date')}
            value={date}
            onChange={(event) => setDate(event.currentTarget.value)}
          />
          <Field
            label={words.settings.what}
            required
            maxLength={280}
            fault={faultOf(error, 'text')}
            value={text}
            onChange={(event) => setText(event.currentTarget.value)}
          />
        </div>
        <div className={styles.actions}>
          <Button type="submit" disabled={add.isPending || date === '' || text.trim() === ''}>
            {words.settings.annotate}
          </Button>
        </div>
        <Outcome error={error} done={add.isSuccess ? words.settings.saved : undefined} />
      </form>
      {annotations.isError && (
        <Trouble
          error={annotations.error}
          retrying={annotations.isFetching}
          onRetry={() => void annotations.refetch()}
        />
      )}
      <ul className={styles.list}>
        {annotations.data?.data.map((note) => (
          <li key={note.id}>
            <div>
              <p>
                <strong>{format.day(note.date)}</strong> {note.text}
              </p>
              {note.author && <p className={styles.faint}>{note.author}</p>}
            </div>
            <Button
              disabled={remove.isPending}
              aria-label={say(words.settings.deleteNamed, { name: note.text })}
              onClick={() => remove.mutate(note.id)}
            >
              {words.settings.delete}
            </Button>
          </li>
        ))}
      </ul>
    </Section>
  );
}
