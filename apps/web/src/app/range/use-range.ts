import { useCallback } from 'react';
import { useSearchParams } from 'react-router';
import { DEFAULT_RANGE, type Range, readRange } from './range.js';

/** The range of this page, kept in its address, so that every view is a link and Back goes to the view before. */
export function useRange(): [Range, (range: Range) => void] {
  const [parameters, setParameters] = useSearchParams();
  const setRange = useCallback(
    (range: Range) =>
      setParameters((before) => {
        const after = new URLSearchParams(before);
        if (range === DEFAULT_RANGE) after.delete('range');
        else after.set('range', range);
        return after;
      }),
    [setParameters],
  );
  return [readRange(parameters.get('range')), setRange];
}
