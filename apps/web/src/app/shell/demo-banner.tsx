import type { SessionWorkspace, Status } from '@grapevine/contracts';
import { FlaskConical } from 'lucide-react';
import { useSession, useStatusOf, useWorkspace } from '../api/questions.js';
import { Button } from '../controls/button.js';
import { type Language, useLanguage } from '../language/language.js';
import { lookAt } from '../view/use-view.js';
import styles from './demo-banner.module.css';

/** On every page of simulated data: that it is simulated, how far it is filled, and the way to one's own. */
export function DemoBanner() {
  const isSimulated = useWorkspace().data?.simulated ?? false;
  const session = useSession(isSimulated).data;
  const filling = useStatusOf((status) => status.filling).data ?? null;
  if (!isSimulated || !session) return null;
  const own = session.workspaces.find(({ simulated }) => !simulated);
  return <Banner filling={filling} own={own} />;
}

function Banner({ filling, own }: { filling: Status['filling']; own: SessionWorkspace | undefined }) {
  const { words, say } = useLanguage();
  return (
    <aside className={styles.banner} aria-label={words.demo.label}>
      <FlaskConical size={18} aria-hidden className={styles.icon} />
      <div className={styles.text}>
        <p>
          <strong>{words.demo.title}</strong> {words.demo.text}
        </p>
        {filling && <Filling filling={filling} />}
      </div>
      {own && (
        <Button look="main" onClick={() => lookAt(own.slug)}>
          {own.has_events ? say(words.demo.open, { name: own.name }) : words.demo.sendOwn}
        </Button>
      )}
    </aside>
  );
}

function Filling({ filling }: { filling: NonNullable<Status['filling']> }) {
  const language = useLanguage();
  return (
    <p className={styles.filling}>
      <progress value={filling.sent} max={filling.total} aria-label={language.words.demo.filling} />
      <span>{fillingWords(filling, language)}</span>
    </p>
  );
}

const fillingWords = ({ sent, total }: NonNullable<Status['filling']>, { words, format, say }: Language): string =>
  say(words.demo.progress, { sent: format.integer(sent), total: format.integer(total) });
