import { Check, Copy } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useLanguage } from '../language/language.js';
import { Button } from './button.js';

const SHOWN_MS = 2_000;

interface CopyButtonProps {
  /** What goes to the clipboard; asked for only when it is needed. */
  text: () => string;
  /** What is copied, for who cannot see what stands beside the button. */
  what: string;
  className?: string | undefined;
}

/** Copies a text and says whether that worked: a page without HTTPS has no clipboard outside localhost. */
export function CopyButton({ text, what, className }: CopyButtonProps) {
  const { words } = useLanguage();
  const [outcome, setOutcome] = useState<'copied' | 'failed'>();
  useEffect(() => {
    if (outcome === undefined) return;
    const timer = window.setTimeout(() => setOutcome(undefined), SHOWN_MS);
    return () => window.clearTimeout(timer);
  }, [outcome]);
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text());
      setOutcome('copied');
    } catch {
      setOutcome('failed');
    }
  };
  return (
    <>
      <Button look="quiet" className={className} onClick={() => void copy()}>
        {outcome === 'copied' ? <Check size={14} aria-hidden /> : <Copy size={14} aria-hidden />}
        {outcome === 'copied' ? words.copy.copied : words.copy.copy}
        <span className="only-heard">{what}</span>
      </Button>
      <span role="status" className={outcome === 'failed' ? undefined : 'only-heard'}>
        {outcome && words.copy[outcome]}
      </span>
    </>
  );
}
