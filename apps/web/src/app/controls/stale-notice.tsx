import type { UseQueryResult } from '@tanstack/react-query';
import { RotateCw, WifiOff } from 'lucide-react';
import { useEffect, useState } from 'react';
import { ApiError } from '../api/client.js';
import { useLanguage } from '../language/language.js';
import { Button } from './button.js';
import styles from './stale-notice.module.css';
import { troubleWords } from './trouble.js';

const TICK_MS = 10_000;

interface StaleNoticeProps {
  /** Asked all the time: its failure says first that nothing can be renewed. */
  status: UseQueryResult;
  numbers: readonly UseQueryResult[];
}

/** Says that numbers on the page could not be renewed, and how old they are; nothing while all are current. */
export function StaleNotice({ status, numbers }: StaleNoticeProps) {
  const shown = numbers.filter((query) => query.data !== undefined);
  const failed = [status, ...shown].filter((query) => query.isError);
  const error = failed[0]?.error;
  if (!error || shown.length === 0) return null;
  const retry = () => {
    for (const query of failed) void query.refetch();
  };
  return (
    <Notice
      error={error}
      since={Math.min(...shown.map((query) => query.dataUpdatedAt))}
      retrying={failed.some((query) => query.isFetching)}
      onRetry={retry}
    />
  );
}

interface NoticeProps {
  error: Error;
  /** When the numbers on the page were read, epoch milliseconds. */
  since: number;
  retrying: boolean;
  onRetry(): void;
}

function Notice({ error, since, retrying, onRetry }: NoticeProps) {
  const language = useLanguage();
  const { words, format, say } = language;
  const now = useNow();
  const values = { clock: format.clock(since), ago: format.ago(Math.max(now - since, 0)) };
  const text =
    error instanceof ApiError && error.status === 0
      ? say(words.trouble.stale, values)
      : say(words.trouble.staleProblem, { ...values, detail: troubleWords(error, language).detail });
  return (
    <div className={styles.notice} role="status">
      <WifiOff size={16} aria-hidden />
      <p>{text}</p>
      <Button onClick={onRetry} disabled={retrying}>
        <RotateCw size={14} aria-hidden />
        {words.trouble.retry}
      </Button>
    </div>
  );
}

function useNow(): number {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    const timer = window.setInterval(() => setNow(Date.now()), TICK_MS);
    return () => window.clearInterval(timer);
  }, []);
  return now;
}
