import type { SeriesAnswer, SeriesMeta, SeriesPoint } from '@grapevine/contracts';
import { metricOf } from '@grapevine/metrics';
import { largest, ofMore } from './largest-segments.js';
import { beginNote, filterWords, missingClause, openNote } from './notes.js';
import { isCounted, relativeChange, valueWordsOf } from './numbers.js';
import { type Days, when, whenBefore } from './period-words.js';
import { inTime, type PointFacts, pointFacts, type Valued } from './point-facts.js';

const ADJECTIVES = { day: 'Daily', week: 'Weekly', month: 'Monthly', quarter: 'Quarterly', year: 'Yearly' } as const;

/** What a series shows: `Monthly active members of Acme`. */
export function seriesTitle(meta: SeriesMeta, workspace: string): string {
  const { metric, grain, window, over } = meta;
  const { name } = metricOf(metric);
  const isPlain = window !== 'calendar' || /\bmonthly\b/i.test(name);
  const lead = isPlain ? name : `${ADJECTIVES[grain]} ${/^[A-Z][a-z]/.test(name) ? lowerFirst(name) : name}`;
  const back = over === undefined || over === 1 ? '' : ` over ${over} ${grain}s`;
  return `${lead}${back} of ${workspace}${filterWords(meta)}`;
}

const lowerFirst = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1);

/** The last period's value against the one before; of a breakdown the value over all segments, and the largest of these. */
export function seriesHeadline({ data, meta }: SeriesAnswer, workspace: string): string {
  const facts = pointFacts(meta.by === undefined ? data : totalsOf(data), meta);
  const { settled, before, open } = facts;
  const { exact } = valueWordsOf(meta.metric, meta.unit);
  const parts = [`${seriesTitle(meta, workspace)}: ${mainClause(facts, meta)}.`];
  parts.push(...beginNote([before, settled], meta));
  if (open) parts.push(openNote(open, meta, settled && exact(open.value)));
  const subject = settled ?? open;
  if (meta.by !== undefined && subject) parts.push(...segmentNote(data, subject, meta));
  return parts.join(' ');
}

/** A value over all segments, or of a series without any. */
type SeriesTotal = Omit<SeriesPoint, 'sealed'>;

/** Each period once, with its value over all segments, in order of time. */
export function totalsOf(data: readonly SeriesPoint[]): SeriesTotal[] {
  const totals = new Map<string, SeriesTotal>();
  for (const { segment: _, compare: __, total = null, ...point } of data) {
    totals.set(point.period, { ...point, value: total });
  }
  return inTime([...totals.values()]);
}

function mainClause(facts: PointFacts<SeriesTotal>, meta: SeriesMeta): string {
  const { settled, open, missing } = facts;
  const subject = settled ?? open;
  const value = subject && `${valueWordsOf(meta.metric, meta.unit).exact(subject.value)} ${when(subject, meta)}`;
  if (missing) return `${missingClause(missing, meta, noValue(meta))}${value === undefined ? '' : `; ${value}`}`;
  if (!settled) return value === undefined ? noValue(meta) : `${value} so far`;
  return `${value}${comparison(settled, facts, meta)}`;
}

const noValue = ({ unit }: SeriesMeta): string => (isCounted(unit) ? 'no data' : 'no value');

function comparison(now: Valued<SeriesTotal>, { before }: PointFacts<SeriesTotal>, meta: SeriesMeta): string {
  const other = now.compare ? asked(now.compare) : before;
  if (!other) return '';
  const than = whenBefore(other, now, meta);
  if (now.value === other.value) return `, as ${than}`;
  // Of a difference like net_new a part says nothing: it may be below zero.
  const isPart = isCounted(meta.unit) && other.value > 0 && now.value >= 0;
  const part = isPart ? ` (${relativeChange(now.value / other.value - 1)})` : '';
  return `, ${valueWordsOf(meta.metric, meta.unit).difference(now.value, other.value)} than ${than}${part}`;
}

function asked(compared: NonNullable<SeriesPoint['compare']>): (Days & { readonly value: number }) | undefined {
  const { start, end, value } = compared;
  return start === null || end === null || value === null ? undefined : { start, end, value };
}

function segmentNote(data: readonly SeriesPoint[], { period }: SeriesTotal, meta: SeriesMeta): string[] {
  const { exact } = valueWordsOf(meta.metric, meta.unit);
  const all = data.filter((point) => point.period === period);
  // What is not counted has no size of its own: the answer has its segments by their members, the largest first.
  const named = largest(all, ({ value }) => (isCounted(meta.unit) ? value : 0));
  if (named.length === 0) return [];
  const list = named.map(({ segment, value }) => `${segment} ${value === null ? noValue(meta) : exact(value)}`);
  return [`By ${meta.by}: ${list.join(', ')}${ofMore(named, all)}.`];
}
