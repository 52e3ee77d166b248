import type { DeliveryAnswer, DeliveryRow } from '@grapevine/contracts';
import { largest, ofMore } from './largest-segments.js';
import { filterWords, missingClause, openNote } from './notes.js';
import { share, whole } from './numbers.js';
import { daysWords, when } from './period-words.js';
import { inTime, type Point, pointFacts, type Valued } from './point-facts.js';

type Meta = DeliveryAnswer['meta'];
type Figures = DeliveryRow & Point;

/** What became of the messages of the last period that is over; of a breakdown those of the largest segments. */
export function deliveryHeadline({ data, meta }: DeliveryAnswer, workspace: string): string {
  const rows = data.map(figuresOf);
  const { settled, open, missing } = pointFacts(inTime(rows), meta);
  const title = `Delivery of ${workspace}${filterWords(meta)}${meta.by === undefined ? '' : ` by ${meta.by}`}`;
  const subject = latest(settled, open);
  if (!subject) return `${title}: ${missing ? missingClause(missing, meta) : 'no data'}.`;
  const parts = [`${title} ${when(subject, meta)}: ${figures(subject, rows, meta)}.`];
  if (missing) parts.unshift(`Delivery of ${workspace}: ${missingClause(missing, meta)}.`);
  if (open === subject) parts.push(openNote(open, meta, undefined));
  if (meta.by === undefined) parts.push(...inAll(rows));
  return parts.join(' ');
}

/** A message that was sent stays so: that its receipts may still come is said of the others. */
const figuresOf = (row: DeliveryRow): Figures => ({ ...row, value: row.sent });

/** @returns a row of the period that there is something to say of */
export function deliverySubject(data: readonly DeliveryRow[], meta: Meta): DeliveryRow | undefined {
  const { settled, open } = pointFacts(inTime(data.map(figuresOf)), meta);
  return latest(settled, open);
}

/** The last period, where only receipts are still to come; else the last one that is over. */
function latest<P extends Point>(settled: Valued<P> | undefined, open: Valued<P> | undefined): Valued<P> | undefined {
  return open?.complete ? open : (settled ?? open);
}

function figures(subject: Figures, rows: readonly Figures[], { by }: Meta): string {
  if (by === undefined) return sentence(subject);
  const all = rows.filter(({ period }) => period === subject.period);
  const named = largest(all, ({ sent }) => sent);
  return `${named.map((row) => `${row.segment}: ${sentence(row)}`).join('; ')}${ofMore(named, all)}`;
}

function sentence(row: DeliveryRow): string {
  if (row.sent === null) return 'no data';
  const parts = [`${whole(row.sent)} sent`];
  if (row.sent === 0) return `${parts}`;
  parts.push(part(row.delivered, row.delivery_rate, 'delivered'), part(row.read, row.read_rate, 'read', ' of these'));
  if (row.failed !== null && row.failure_rate !== null) parts.push(part(row.failed, row.failure_rate, 'failed'));
  return parts.join(', ');
}

/** A status that no channel reports is not told as 0. */
const part = (count: number | null, rate: number | null, status: string, of = ''): string =>
  count === null || (rate === null && count === 0)
    ? `${status} not reported`
    : `${whole(count)} ${status}${rate === null ? '' : ` (${share(rate)}${of})`}`;

/** Every delivery has one day of sending, so those of periods add up. */
function inAll(rows: readonly Figures[]): string[] {
  const [first, last] = [rows[0], rows.at(-1)];
  if (!first || !last || first === last || rows.some(({ sent }) => sent === null)) return [];
  const sum = rows.reduce((total, { sent }) => total + (sent ?? 0), 0);
  return [`In all, ${whole(sum)} sent from ${daysWords({ start: first.start, end: last.end })}.`];
}
