import { GRAINS, type MetricDescription, type Window } from '@grapevine/contracts';
import type { AuditContext } from './asked-log.js';
import { dateOf } from './local-days.js';
import type { AuditSpan, Periods } from './periods.js';

/** Rows of one answer: enough to be few questions, few enough for memory. */
const MOST_ROWS = 20_000;
const MOST_PERIODS = 2_000;

const ROLLING = { rolling_7: 7, rolling_28: 28, rolling_30: 30 } as const satisfies Partial<Record<Window, number>>;

/** A span with the parameters that ask for it. */
export interface AskedSpan {
  readonly span: AuditSpan;
  readonly grain: string;
  readonly window: Window;
}

/** Every span there is. */
export const SPANS: readonly AskedSpan[] = [
  ...GRAINS.map((grain) => ({ span: { grain }, grain, window: 'calendar' as const })),
  ...(['rolling_7', 'rolling_28', 'rolling_30'] as const).map((window) => ({
    ...{ span: { rollingDays: ROLLING[window] }, grain: 'day', window },
  })),
];

/** The spans that a metric has. */
export const spansOf = ({ grains, windows }: MetricDescription): AskedSpan[] =>
  SPANS.filter(({ grain, window }) =>
    window === 'calendar' ? grains.some((one) => one === grain) : windows.includes(window),
  );

/** The periods of all history in pieces that one answer can hold; one piece without any where there is no history. */
export function piecesOf(periods: Periods, range: AuditContext['facts']['range'], lines: number): number[][] {
  if (!range) return [[]];
  const [first, last] = [periods.of(range.first), periods.of(range.last)];
  const size = Math.max(1, Math.min(MOST_PERIODS, Math.floor(MOST_ROWS / lines)));
  const pieces: number[][] = [];
  for (let from = first; from <= last; from += size) {
    pieces.push(Array.from({ length: Math.min(size, last - from + 1) }, (_, i) => from + i));
  }
  return pieces;
}

/** The days that a piece asks about, and those whose members make a segment large there. */
export function daysOf(periods: Periods, piece: readonly number[], isWindow: boolean) {
  const [first, last] = [piece[0], piece.at(-1)];
  if (first === undefined || last === undefined) return undefined;
  const [start, to] = [periods.firstDay(first), periods.lastDay(last)];
  return { start, to, parameters: { from: dateOf(isWindow ? periods.lastDay(first) : start), to: dateOf(to) } };
}
