import { useEffect } from 'react';

/** What a key does. @param pressedAt when it was pressed, on the clock of `performance.now()`: a busy page hears of it later */
export type KeyAction = (pressedAt: number) => void;

/** Calls what belongs to a key, wherever the focus is, except where somebody types or a dialog is open. */
export function useShortcuts(actions: Readonly<Record<string, KeyAction>>): void {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.repeat || event.defaultPrevented) return;
      if (isTyping(event.target) || document.querySelector('dialog[open]')) return;
      const action = actions[event.key.toLowerCase()];
      if (!action) return;
      event.preventDefault();
      action(event.timeStamp);
    };
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  }, [actions]);
}

/** Radio buttons take no letters, so a shortcut may fire in them. */
function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement && target.matches('input:not([type="radio"]), textarea, select, [contenteditable]')
  );
}
