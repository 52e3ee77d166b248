import type { GrowthAnswer, GrowthRow } from '@grapevine/contracts';
import { largest, ofMore } from './largest-segments.js';
import { beginNote, filterWords, missingClause, openNote } from './notes.js';
import { counted, relativeChange, whole, wholeChange } from './numbers.js';
import { when, whenBefore } from './period-words.js';
import { inTime, type Point, type PointFacts, pointFacts, type Valued } from './point-facts.js';

type Meta = GrowthAnswer['meta'];
type Account = GrowthRow & Point;

/** Who was active in the last period, and who came and went; of a breakdown the largest segments. */
export function growthHeadline({ data, meta }: GrowthAnswer, workspace: string): string {
  const rows = data.map((row): Account => ({ ...row, value: row.active }));
  const title = `Growth of ${workspace}${filterWords(meta)}`;
  if (meta.by !== undefined) return segmentsHeadline(title, rows, meta);
  const facts = pointFacts(rows, meta);
  const { settled, before, open } = facts;
  const parts = [`${title}: ${mainClause(facts, meta)}.`, ...beginNote([before, settled], meta)];
  if (open) parts.push(openNote(open, meta, settled && counted(open.value, 'active member')));
  return parts.join(' ');
}

function mainClause({ settled, before, open, missing }: PointFacts<Account>, meta: Meta): string {
  const subject = settled ?? open;
  const account = subject && `${counted(subject.value, 'active member')} ${when(subject, meta)}`;
  if (missing) return `${missingClause(missing, meta)}${account === undefined ? '' : `; ${account}`}`;
  if (!settled) return account === undefined ? 'no data' : `${account} so far`;
  return `${account}${before ? changeOf(settled, before, meta) : ''}: ${comings(settled)}`;
}

function changeOf(now: Valued<Account>, before: Valued<Account>, meta: Meta): string {
  const change = now.value - before.value;
  const than = whenBefore(before, now, meta);
  if (change === 0) return `, as many as ${than}`;
  const part = before.value > 0 ? ` (${relativeChange(change / before.value)})` : '';
  return `, ${whole(Math.abs(change))} ${change > 0 ? 'more' : 'fewer'} than ${than}${part}`;
}

/** Each of them as it is known: what is not is said to be unknown. */
const comings = (row: GrowthRow): string =>
  (['new', 'resurrected', 'churned'] as const)
    .map((name) => (row[name] === null ? `${name} not known` : `${whole(row[name])} ${name}`))
    .join(', ');

function segmentsHeadline(title: string, rows: readonly Account[], meta: Meta): string {
  const { settled, open } = pointFacts(inTime(rows), meta);
  const subject = settled ?? open;
  if (!subject) return `${title}: no data.`;
  const all = rows.filter(({ period }) => period === subject.period);
  const named = largest(all, ({ active }) => active);
  const list = named.map(
    ({ segment, active, net }) =>
      `${segment} ${active === null ? 'no data' : `${whole(active)} active${net === null ? '' : ` (${wholeChange(net)})`}`}`,
  );
  const notes = open ? [openNote(open, meta, undefined)] : [];
  return [`${title} by ${meta.by} ${when(subject, meta)}: ${list.join(', ')}${ofMore(named, all)}.`, ...notes].join(
    ' ',
  );
}
