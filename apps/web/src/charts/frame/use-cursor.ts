import { type KeyboardEvent, useState } from 'react';

/** The period whose values are shown. */
export interface Cursor {
  index: number;
  /** Stays when the pointer or the focus leaves, until Escape or another choice. */
  pinned: boolean;
  /** Moved by keys: only then it is spoken, since a pointer's way would be noise. */
  byKey: boolean;
}

export interface CursorControl {
  cursor: Cursor | undefined;
  onKeyDown(event: KeyboardEvent): void;
  /** The pointer is over a period. */
  point(index: number): void;
  /** The pointer chose a period: pinned, or let go when it was pinned already. */
  choose(index: number): void;
  /** The pointer or the focus went elsewhere. */
  release(): void;
}

/** A cursor over `periods` periods, moved alike by pointer and keys. */
export function useCursor(periods: number): CursorControl {
  const [held, setCursor] = useState<Cursor>();
  // The range may have become shorter under the cursor.
  const cursor = held && held.index < periods ? held : undefined;
  const leave = () => setCursor(undefined);

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.metaKey || event.ctrlKey || event.altKey) return;
    if (event.key === 'Escape') {
      if (!cursor) return;
      leave();
    } else if (event.key === 'Enter' || event.key === ' ') {
      setCursor({ index: cursor?.index ?? periods - 1, pinned: !cursor?.pinned, byKey: true });
    } else {
      const index = target(event.key, cursor?.index, periods);
      if (index === undefined) return;
      setCursor({ index, pinned: cursor?.pinned ?? false, byKey: true });
    }
    event.preventDefault();
  };

  return {
    cursor,
    onKeyDown,
    point: (index: number) => {
      if (!cursor?.pinned) setCursor({ index, pinned: false, byKey: false });
    },
    choose: (index: number) => setCursor({ index, pinned: !(cursor?.pinned && cursor.index === index), byKey: false }),
    release: () => {
      if (!cursor?.pinned) leave();
    },
  };
}

/** Where a key leads; the first key begins at the newest period, which is what most people look for. */
function target(key: string, index: number | undefined, periods: number): number | undefined {
  const newest = periods - 1;
  if (key === 'Home') return 0;
  if (key === 'End') return newest;
  if (key === 'ArrowLeft') return index === undefined ? newest : Math.max(index - 1, 0);
  if (key === 'ArrowRight') return index === undefined ? newest : Math.min(index + 1, newest);
  return undefined;
}
