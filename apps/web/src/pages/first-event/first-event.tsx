import type { Workspace } from '@grapevine/contracts';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { NUMBERS, useCreateKey, useSession, useStatusOf } from '../../app/api/questions.js';
import { Button } from '../../app/controls/button.js';
import { Command } from '../../app/controls/command.js';
import { troubleWords } from '../../app/controls/trouble.js';
import { useLanguage } from '../../app/language/language.js';
import { exampleEvent, sendEventCommand } from './example-event.js';
import styles from './first-event.module.css';

interface FirstEventProps {
  /** Of the page in whose place it stands. */
  page: string;
  product: string;
  workspace: Workspace | undefined;
}

/** What the pages of a workspace without events show: the way to its first one, which ends with the page filling itself. */
export function FirstEvent({ page, product, workspace }: FirstEventProps) {
  const { words, say } = useLanguage();
  useForgetNumbers();
  const hasArrived = useStatusOf(({ events }) => events.accepted > 0).data ?? false;
  const [now] = useState(() => new Date());
  const createKey = useCreateKey();
  const key = createKey.data?.key;
  const type = workspace?.activity_types[0] ?? 'member.active';
  const command = sendEventCommand(window.location.origin, key ?? 'YOUR_KEY', exampleEvent(type, now));
  if (hasArrived) return <Arrived />;
  return (
    <div className={styles.page}>
      <title>{`${page} · ${product}`}</title>
      <h1>{words.empty.title}</h1>
      <p className={styles.lead}>{say(words.empty.text, { product })}</p>
      <ol className={styles.steps}>
        <li>
          <h2>{words.empty.keyStep}</h2>
          <KeyStep createKey={createKey} />
        </li>
        <li>
          <h2>{words.empty.sendStep}</h2>
          {key === undefined && <p>{words.empty.sendText}</p>}
          <Command text={command} what={words.copy.command} />
        </li>
        <li>
          <h2>{words.empty.waitStep}</h2>
          <p>{words.empty.waitText}</p>
        </li>
      </ol>
    </div>
  );
}

function Arrived() {
  const { words } = useLanguage();
  return (
    <div className={styles.page} role="status">
      <h1>{words.empty.arrivedTitle}</h1>
      <p className={styles.lead}>{words.empty.arrived}</p>
    </div>
  );
}

function KeyStep({ createKey }: { createKey: ReturnType<typeof useCreateKey> }) {
  const language = useLanguage();
  const { words, say } = language;
  const session = useSession();
  if (createKey.data) {
    return (
      <>
        <p>{words.empty.keyShown}</p>
        <Command text={createKey.data.key} what={words.copy.key} />
      </>
    );
  }
  if (session.data && !session.data.scopes.includes('admin')) return <p>{words.empty.noAdmin}</p>;
  return (
    <>
      <p>{words.empty.keyText}</p>
      <Button
        look="main"
        disabled={createKey.isPending}
        onClick={() => createKey.mutate({ name: words.empty.keyName, scopes: ['ingest', 'read'] })}
      >
        {createKey.isPending ? words.empty.creating : words.empty.createKey}
      </Button>
      {createKey.isError && (
        <p role="alert">{say(words.empty.keyFailed, { reason: troubleWords(createKey.error, language).detail })}</p>
      )}
    </>
  );
}

/** What was answered before it was known that there is nothing: once there is something, nobody may be shown it. */
function useForgetNumbers(): void {
  const client = useQueryClient();
  useEffect(() => client.removeQueries({ queryKey: [NUMBERS] }), [client]);
}
