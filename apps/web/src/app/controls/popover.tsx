import { type ReactNode, type ToggleEvent, useEffect, useRef, useState } from 'react';
import { createPortal } from 'react-dom';
import styles from './popover.module.css';

interface PopoverProps {
  /** The id that the opening button names in `popoverTarget`. */
  id: string;
  label: string;
  /** As a function: made only while it is open, for what is heavy or asks the server. */
  children: ReactNode | (() => ReactNode);
}

const DISTANCE = 8;
const MARGIN = 12;

/**
 * A panel under the button whose `popoverTarget` is `id`. The browser opens it, closes it on Escape or a click elsewhere, and gives
 * the focus back. On narrow screens the style sheet makes it a sheet at the lower edge. It lies at the end of the document, since the
 * button may stand in a heading, which holds no such content; the browser still puts it right after the button in the order of Tab.
 */
export function Popover({ id, label, children }: PopoverProps) {
  const panel = useRef<HTMLDivElement>(null);
  const [open, setOpen] = useState(false);
  const onToggle = (event: ToggleEvent<HTMLDivElement>) => {
    setOpen(event.newState === 'open');
    if (event.newState === 'open') placeBelowButton(event.currentTarget);
  };
  useEffect(() => {
    if (!open) return;
    const again = () => panel.current && placeBelowButton(panel.current);
    window.addEventListener('resize', again);
    // What is fetched for the panel arrives after it was opened, and is wider than nothing.
    const observer = typeof ResizeObserver === 'undefined' ? undefined : new ResizeObserver(again);
    if (panel.current) observer?.observe(panel.current);
    return () => {
      window.removeEventListener('resize', again);
      observer?.disconnect();
    };
  }, [open]);
  return createPortal(
    <div
      ref={panel}
      id={id}
      popover="auto"
      role="dialog"
      aria-label={label}
      className={styles.panel}
      onToggle={onToggle}
    >
      {typeof children === 'function' ? open && children() : children}
    </div>,
    document.body,
  );
}

/** Lies in the page, not on the screen: it scrolls with its button. */
function placeBelowButton(panel: HTMLElement): void {
  const button = document.querySelector(`[popovertarget="${CSS.escape(panel.id)}"]`);
  if (!button) return;
  const anchor = button.getBoundingClientRect();
  const most = document.documentElement.clientWidth - panel.offsetWidth - MARGIN;
  panel.style.setProperty('--left', `${Math.max(MARGIN, Math.min(anchor.left, most)) + window.scrollX}px`);
  panel.style.setProperty('--top', `${anchor.bottom + DISTANCE + window.scrollY}px`);
  panel.dataset.placed = '';
}
