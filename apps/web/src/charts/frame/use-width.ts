import { type RefObject, useLayoutEffect, useRef, useState } from 'react';

/** Where nothing is laid out (a test without a layout engine), charts are as wide as on a small laptop. */
const UNKNOWN_WIDTH = 720;

/** The width of an element in CSS pixels, followed as it changes; undefined until it was measured. */
export function useWidth<T extends HTMLElement>(): [RefObject<T | null>, number | undefined] {
  const element = useRef<T>(null);
  const [width, setWidth] = useState<number>();
  useLayoutEffect(() => {
    const { current } = element;
    if (!current) return;
    const measure = () => setWidth(Math.floor(current.clientWidth) || UNKNOWN_WIDTH);
    measure();
    if (typeof ResizeObserver === 'undefined') return;
    const observer = new ResizeObserver(measure);
    observer.observe(current);
    return () => observer.disconnect();
  }, []);
  return [element, width];
}
