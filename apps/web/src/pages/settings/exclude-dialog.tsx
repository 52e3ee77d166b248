import type { ExclusionPreview } from '@grapevine/contracts';
import type { RefObject } from 'react';
import { ConfirmDialog } from '../../app/controls/confirm-dialog.js';
import { useLanguage } from '../../app/language/language.js';

interface ExcludeDialogProps {
  ref: RefObject<HTMLDialogElement | null>;
  name: string;
  /** Absent until the dialog is opened. */
  preview: ExclusionPreview | undefined;
  onConfirm(): void;
}

/** Says in numbers what an exclusion does, before it is done. */
export function ExcludeDialog({ ref, name, preview, onConfirm }: ExcludeDialogProps) {
  const { words, count } = useLanguage();
  const { settings } = words;
  return (
    <ConfirmDialog ref={ref} title={settings.excludeTitle} name={name} action={settings.exclude} onConfirm={onConfirm}>
      {preview && (
        <>
          <p>{preview.members > 0 ? count(settings.excludeMembers, preview.members) : settings.excludeNobody}</p>
          {preview.unknown_members > 0 && <p>{count(settings.excludeUnknown, preview.unknown_members)}</p>}
          {preview.final_numbers > 0 && <p>{count(settings.excludeFinal, preview.final_numbers)}</p>}
        </>
      )}
      <p>{settings.excludeUndo}</p>
    </ConfirmDialog>
  );
}
