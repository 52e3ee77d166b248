import { localDay } from '../../charts/prepare/point-state.js';
import { ApiError } from '../api/client.js';
import { useStatus, useWorkspace } from '../api/questions.js';
import { type Language, useLanguage } from '../language/language.js';
import styles from './live-indicator.module.css';
import { type Liveness, livenessOf } from './liveness.js';

/** How current the numbers are, in a few words that are always in sight. */
export function LiveIndicator() {
  const language = useLanguage();
  const { words, count, format } = language;
  const status = useStatus();
  const zone = useWorkspace().data?.time_zone;
  if (status.isError) {
    // The warehouse is away and ingest goes on: what comes in meanwhile is not lost, and that should be seen.
    const waiting = status.error instanceof ApiError ? (status.error.problem?.known?.pipeline.pending_events ?? 0) : 0;
    const text = waiting > 0 ? count(words.live.waiting, waiting, format.short(waiting)) : words.live.unreachable;
    return <Indicator kind="unreachable" text={text} />;
  }
  if (!status.data) return <Indicator kind="connecting" text={words.live.connecting} />;
  // As of the server's clock: this computer's may be wrong.
  const today = zone && localDay(status.data.events.as_of, zone);
  const liveness = livenessOf(status.data, today);
  return <Indicator kind={liveness.kind} {...livenessWords(liveness, language)} />;
}

function livenessWords(liveness: Liveness, { words, format, say, count }: Language): { text: string; title?: string } {
  switch (liveness.kind) {
    case 'processing': {
      const seconds = liveness.seconds === null ? undefined : Math.round(liveness.seconds);
      return {
        text: count(words.live.processing, liveness.events, format.short(liveness.events)),
        title: seconds === undefined ? undefined : count(words.live.behind, seconds),
      };
    }
    case 'empty':
      return { text: words.live.noData };
    case 'live':
      return { text: words.live.live };
    case 'through':
      return { text: say(words.live.through, { day: format.day(liveness.day) }) };
  }
}

interface IndicatorProps {
  kind: Liveness['kind'] | 'unreachable' | 'connecting';
  text: string;
  title?: string | undefined;
}

function Indicator({ kind, text, title }: IndicatorProps) {
  return (
    <p className={styles.indicator} data-kind={kind} title={title} data-testid="liveness">
      <span className={styles.dot} aria-hidden="true" />
      {text}
    </p>
  );
}
