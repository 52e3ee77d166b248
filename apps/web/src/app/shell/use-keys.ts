import type { Comparison } from '@grapevine/contracts';
import { useEffect, useMemo, useRef } from 'react';
import { navigate } from '../address.js';
import type { Preset } from '../view/range.js';
import { addressWithView, useView } from '../view/use-view.js';
import { FILTER_BUTTON } from './filter-control.js';
import { PLACES } from './places.js';
import { type KeyAction, useShortcuts } from './use-shortcuts.js';

/** Ranges by letter. */
export const RANGE_KEYS: Readonly<Record<string, Preset>> = {
  d: 'today',
  w: '7d',
  f: '28d',
  m: 'mtd',
  l: 'last_month',
  y: 'ytd',
  a: 'all',
};

/** How long after `G` a letter still names a page. */
const CHORD_MS = 1_500;

/** What `X` changes a comparison to. */
const NEXT: Record<Comparison | 'none', Comparison | undefined> = {
  none: 'previous_period',
  previous_period: 'previous_year',
  previous_year: undefined,
};

/** The keys of every page. @param showHelp opens the list of them */
export function useKeys(showHelp: () => void): void {
  const { compare, setRange, setCompare } = useView();
  const help = useRef(showHelp);
  const chordUntil = useRef(0);
  useEffect(() => {
    help.current = showHelp;
  }, [showHelp]);
  const actions = useMemo(() => {
    const places = Object.fromEntries(PLACES.map(({ key, path }) => [key, path]));
    /** A letter after `G` names a page, alone a range. */
    const letter = (key: string, alone: KeyAction | undefined) => (pressedAt: number) => {
      const isChord = pressedAt < chordUntil.current;
      chordUntil.current = 0;
      const path = places[key];
      // The view of the address, not the one that is drawn: another key may just have changed it.
      if (isChord && path !== undefined) {
        navigate(addressWithView(path, new URLSearchParams(window.location.search)));
      }
      if (!isChord) alone?.(pressedAt);
    };
    const ranges = Object.entries(RANGE_KEYS).map(([key, preset]) => [key, () => setRange(preset)] as const);
    const alone: Record<string, KeyAction> = {
      ...Object.fromEntries(ranges),
      x: () => setCompare(NEXT[compare ?? 'none']),
      g: (pressedAt) => {
        chordUntil.current = pressedAt + CHORD_MS;
      },
    };
    const keys = new Set([...Object.keys(alone), ...Object.keys(places)]);
    return {
      ...Object.fromEntries([...keys].map((key) => [key, letter(key, alone[key])])),
      '?': () => help.current(),
      '/': () => document.getElementById(FILTER_BUTTON)?.click(),
    };
  }, [compare, setRange, setCompare]);
  useShortcuts(actions);
}
