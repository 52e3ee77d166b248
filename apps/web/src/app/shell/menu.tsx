import { Ellipsis } from 'lucide-react';
import { lazy, Suspense, useId } from 'react';
import { Button } from '../controls/button.js';
import { Popover } from '../controls/popover.js';
import { useLanguage } from '../language/language.js';

const MenuPanel = lazy(async () => ({ default: (await import('./menu-panel.js')).MenuPanel }));

/** What concerns the person rather than the numbers. */
export function Menu({ onShortcuts }: { onShortcuts(): void }) {
  const { words } = useLanguage();
  const id = useId();
  return (
    <>
      <Button look="quiet" popoverTarget={id} aria-label={words.menu.open} title={words.menu.open}>
        <Ellipsis size={18} aria-hidden />
      </Button>
      <Popover id={id} label={words.menu.open}>
        {() => (
          <Suspense fallback={null}>
            <MenuPanel onShortcuts={onShortcuts} />
          </Suspense>
        )}
      </Popover>
    </>
  );
}
