import { percentile } from '../ingest/percentile.js';
import type { PhaseResult } from './phase.js';
import type { Reading } from './reader.js';

const P95_LIMIT_MS = 200;
const RATIO_LIMIT = 1.5;

export interface Results {
  readonly readingOnly: PhaseResult;
  readonly ingestOnly: PhaseResult;
  readonly both: PhaseResult;
}

const n = (value: number, digits = 0): string =>
  Number.isFinite(value)
    ? value.toLocaleString('en-US', { maximumFractionDigits: digits, minimumFractionDigits: digits })
    : '-';

const at = (times: readonly number[], p: number): number =>
  percentile(
    times.toSorted((a, b) => a - b),
    p,
  );
const pair = (times: readonly number[]): string => `${n(at(times, 0.5))} / ${n(at(times, 0.95))}`;
const allOf = (reading: Reading | undefined): number[] => [...(reading?.answers.values() ?? [])].flat();

/** What each answer and each page took, without and with ingest beside it, and what acknowledgements took. */
export function resultsText({ readingOnly, ingestOnly, both }: Results): string {
  const [alone, beside] = [readingOnly.reading, both.reading];
  const line = (name: string, without: readonly number[] = [], withIngest: readonly number[] = []): string =>
    `  ${pair(without).padStart(13)}  ${pair(withIngest).padStart(13)}  ${String(withIngest.length).padStart(5)}  ${name}`;
  const lines = (what: 'answers' | 'pages'): string[] =>
    [...(alone?.[what] ?? [])].map(([name, times]) => line(name, times, beside?.[what].get(name)));
  return [
    '\nMilliseconds, p50 / p95: without ingest, with it, and how often with it.',
    ...lines('answers'),
    line('all of them', allOf(alone), allOf(beside)),
    ...lines('pages').map((text) => `${text}: the whole page`),
    '',
    ...phaseLines('reading only', readingOnly),
    ...phaseLines('ingest only', ingestOnly),
    ...phaseLines('both', both),
    '',
    ...limitLines({ readingOnly, ingestOnly, both }),
  ].join('\n');
}

function phaseLines(name: string, { seconds, reading, ingest, cores }: PhaseResult): string[] {
  const used = Object.entries(cores).map(([who, many]) => `${who} ${n(many, 2)}`);
  const lines = [`${name}: cores used by ${used.join(', ')}`];
  const pages = [...(reading?.pages.values() ?? [])].flat().length;
  if (pages > 0) {
    const [own, withWhat] = [(cores.server * seconds) / pages, ingest ? ', ingest included' : ''];
    lines.push(`  ${pages} pages, ${n(own, 2)} s of the server's processor time each${withWhat}`);
  }
  if (ingest) lines.push(ingestLine(ingest));
  return lines;
}

function ingestLine(ingest: NonNullable<PhaseResult['ingest']>): string {
  const { accepted, latencies, refusals, drainingSeconds, firstSentAt, lastAcknowledgedAt } = ingest;
  const perSecond = accepted / ((lastAcknowledgedAt - firstSentAt) / 1_000);
  const acknowledged = [0.5, 0.95, 0.99].map((p) => n(at(latencies, p), 1)).join(' / ');
  return (
    `  ${n(accepted)} events, ${n(perSecond)} a second; acknowledged p50 / p95 / p99 ${acknowledged} ms; ` +
    `asked to come back ${refusals} times; in every answer ${n(drainingSeconds, 1)} s after the last acknowledgement`
  );
}

/** Each limit beside what was reached. */
function limitLines({ ingestOnly, both }: Results): string[] {
  const ratio = (p: number): number => at(both.ingest?.latencies ?? [], p) / at(ingestOnly.ingest?.latencies ?? [], p);
  const limits = [
    {
      what: "p95 of the page's questions during ingest, ms",
      value: at(allOf(both.reading), 0.95),
      limit: P95_LIMIT_MS,
    },
    { what: 'acknowledged p50, with reading / without', value: ratio(0.5), limit: RATIO_LIMIT },
    { what: 'acknowledged p95, with reading / without', value: ratio(0.95), limit: RATIO_LIMIT },
  ];
  return limits.map(
    ({ what, value, limit }) =>
      `  ${what.padEnd(46)} ${n(value, limit < 10 ? 2 : 0).padStart(8)}  limit ${limit}  ${value <= limit ? 'holds' : 'OVER'}`,
  );
}
