import type { ExportQuestion } from '@grapevine/contracts';
import type { ExportDraft } from './export-draft.js';
import type { useFault } from './use-fault.js';

type Parameters = ExportQuestion['parameters'];

/** A part of the form. */
export interface PartProps {
  draft: ExportDraft;
  /** What is wrong with a parameter, by its name at the API. */
  fault: ReturnType<typeof useFault>;
  onEdit(part: Partial<ExportDraft>): void;
}

/** Part of the parameters of a question. */
export interface QuestionProps {
  parameters: Parameters;
  fault: PartProps['fault'];
  /** Those that are undefined are taken away. */
  set(changed: Readonly<Record<string, Parameters[string] | undefined>>): void;
}
