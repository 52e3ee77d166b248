/** What the page itself saw; times in milliseconds since it was asked for. */
export interface Seen {
  /** When something of the page was first painted, and when a chart first had a line. */
  readonly firstPaint: number;
  readonly firstChart: number | null;
  /** When the largest of its parts was painted. */
  readonly largestPaint: number;
  /** The sum of all layout shifts that nobody asked for; browsers' own score counts only the worst five seconds. */
  readonly layoutShift: number;
  /** The longest from an input to the paint that answers it. */
  readonly interaction: number;
  /** The longest from a move of the pointer over a chart to the frame after it. */
  readonly hover: number;
  readonly scripts: readonly { readonly name: string; readonly bytes: number; readonly at: number }[];
}

/** Runs in the page before its own scripts: keeps what the browser reports. */
export const OBSERVER = `(() => {
  const seen = { firstChart: null, largestPaint: 0, layoutShift: 0, interaction: 0, hover: 0 };
  const watch = (type, note, options) =>
    new PerformanceObserver((list) => list.getEntries().forEach(note)).observe({ type, buffered: true, ...options });
  watch('largest-contentful-paint', ({ startTime }) => { seen.largestPaint = startTime; });
  watch('layout-shift', ({ value, hadRecentInput }) => { if (!hadRecentInput) seen.layoutShift += value; });
  watch('event', ({ interactionId, duration }) => {
    if (interactionId) seen.interaction = Math.max(seen.interaction, duration);
  }, { durationThreshold: 16 });
  const charts = new MutationObserver(() => {
    if (!document.querySelector('figure svg.recharts-surface path')) return;
    seen.firstChart = performance.now();
    charts.disconnect();
  });
  charts.observe(document, { childList: true, subtree: true });
  addEventListener('pointermove', ({ timeStamp }) => {
    const frame = new MessageChannel();
    frame.port1.onmessage = () => { seen.hover = Math.max(seen.hover, performance.now() - timeStamp); };
    requestAnimationFrame(() => frame.port2.postMessage(null));
  }, { capture: true });
  window.seenByBench = () => ({
    ...seen,
    firstPaint: performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? 0,
    scripts: performance.getEntriesByType('resource').filter(({ name }) => /\\.js$/.test(name))
      .map(({ name, transferSize, responseEnd }) => ({ name, bytes: transferSize, at: responseEnd })),
  });
})()`;
