import type { ExportRunState } from '@grapevine/contracts';
import {
  CircleAlert,
  CircleCheck,
  CircleMinus,
  CircleSlash,
  Clock,
  LoaderCircle,
  type LucideIcon,
  RotateCw,
} from 'lucide-react';
import styles from './exports.module.css';
import { useExportWords } from './words/use-export-words.js';

const ICONS: Readonly<Record<ExportRunState, LucideIcon>> = {
  waiting: Clock,
  running: LoaderCircle,
  retrying: RotateCw,
  complete: CircleCheck,
  skipped: CircleMinus,
  cancelled: CircleSlash,
  failed: CircleAlert,
};

/** The state of a run, as a word with a picture. */
export function StateBadge({ state }: { state: ExportRunState }) {
  const own = useExportWords();
  const Icon = ICONS[state];
  return (
    <span className={styles.state} data-state={state}>
      <Icon size={16} aria-hidden />
      {own.state[state]}
    </span>
  );
}
