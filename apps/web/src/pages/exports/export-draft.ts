import type {
  ExportAlertChange,
  ExportDestinationChange,
  ExportQuestion,
  ExportRange,
  ExportSchedule,
  NewExport,
  SavedExport,
  WebhookChange,
} from '@grapevine/contracts';
import { NO_BUCKET, type S3Draft, s3DraftOf, s3Of } from './s3-draft.js';
import type { ExportWords } from './words/en.js';

type Kind<T extends { kind: string }> = T['kind'];

/** What stands in the form: of every choice all fields, so that who looks at another one loses nothing. */
export interface ExportDraft {
  name: string;
  question: ExportQuestion;
  range: { kind: Kind<ExportRange>; grain: Grain; count: string; from: string; to: string };
  format: SavedExport['format'];
  compression: SavedExport['compression'];
  destination: { kind: DestinationKind; path: string; to: string; url: string; secret: string; s3: S3Draft };
  alert: { kind: 'none' | Kind<ExportAlertChange>; to: string; url: string; secret: string };
  schedule: {
    kind: Kind<ExportSchedule> | 'none';
    minute: string;
    time: string;
    weekday: Extract<ExportSchedule, { kind: 'weekly' }>['weekday'];
    day: string;
    expression: string;
  };
  incompletePeriods: boolean;
  sendCorrections: boolean;
}
/** Those that the form has fields for. */
type DestinationKind = keyof ExportWords['form']['kinds'];
type Grain = Extract<ExportRange, { kind: 'previous' }>['grain'];

/** What somebody begins with. */
const BEGINNING: ExportDraft = {
  name: '',
  question: { of: 'series', parameters: { metric: 'active_members', grain: 'month' } },
  range: { kind: 'previous', grain: 'month', count: '1', from: '', to: '' },
  format: 'csv',
  compression: 'none',
  destination: { kind: 'folder', path: '', to: '', url: '', secret: '', s3: NO_BUCKET },
  alert: { kind: 'none', to: '', url: '', secret: '' },
  schedule: { kind: 'none', minute: '0', time: '06:00', weekday: 'monday', day: '1', expression: '' },
  incompletePeriods: false,
  sendCorrections: false,
};

/** What a question is while nothing else is said. */
export const FIRST_PARAMETERS: Readonly<Record<ExportQuestion['of'], ExportQuestion['parameters']>> = {
  series: BEGINNING.question.parameters,
  growth: { grain: 'month' },
  retention: { cohort: 'first_active', grain: 'month', mode: 'on', periods: 12 },
  power_curve: {},
  delivery: { grain: 'day' },
  events: {},
};

/** How long a period of a question is. */
export const grainOf = ({ parameters }: ExportQuestion): Grain => (parameters.grain as Grain | undefined) ?? 'day';

/** Another question; a range by the periods of the one before becomes one by those of this one. */
export function withQuestion(draft: ExportDraft, question: ExportQuestion): ExportDraft {
  const { range } = draft;
  const grain = grainOf(question);
  if (range.grain !== grainOf(draft.question)) return { ...draft, question };
  // The curve is of one window of days: 28 are the usual one.
  const count = question.of === 'power_curve' ? '28' : '1';
  const isOther = question.of !== draft.question.of;
  return { ...draft, question, range: { ...range, grain, ...(isOther ? { count } : {}) } };
}

/** The form as it opens: of an export that is there, or with what the address of a chart says of the question. */
export function draftOf(saved: SavedExport | undefined, address: URLSearchParams = new URLSearchParams()): ExportDraft {
  if (!saved) return fromAddress(address);
  const { range, destination, alert, schedule } = saved;
  return {
    name: saved.name,
    question: saved.question,
    range: {
      ...BEGINNING.range,
      grain: grainOf(saved.question),
      ...range,
      ...('count' in range ? { count: String(range.count) } : {}),
    } as ExportDraft['range'],
    format: saved.format,
    compression: saved.compression,
    destination: {
      ...BEGINNING.destination,
      kind: destination.kind,
      ...(destination.kind === 'folder' ? { path: destination.path } : {}),
      ...(destination.kind === 's3' ? { s3: s3DraftOf(destination) } : {}),
      ...(destination.kind === 'email' ? { to: destination.to.join(', ') } : {}),
    },
    alert: {
      ...BEGINNING.alert,
      kind: alert?.kind ?? 'none',
      ...(alert?.kind === 'email' ? { to: alert.to.join(', ') } : {}),
    },
    schedule: schedule
      ? ({
          ...BEGINNING.schedule,
          ...schedule,
          ...('minute' in schedule ? { minute: String(schedule.minute) } : {}),
          ...('day' in schedule ? { day: String(schedule.day) } : {}),
        } as ExportDraft['schedule'])
      : BEGINNING.schedule,
    incompletePeriods: saved.incomplete_periods,
    sendCorrections: saved.send_corrections,
  };
}

/** What the form itself, and not the question, has in the address. */
const OF_FORM = ['new', 'of', 'name', 'workspace'];
/** Of these there may be several. */
const LISTS = ['filter', 'type'];

function fromAddress(address: URLSearchParams): ExportDraft {
  const of = (Object.keys(FIRST_PARAMETERS) as ExportQuestion['of'][]).find((one) => one === address.get('of'));
  if (!of) return BEGINNING;
  const names = [...new Set(address.keys())].filter((name) => !OF_FORM.includes(name));
  const asked = names.map((name) => [name, LISTS.includes(name) ? address.getAll(name) : address.get(name)]);
  const question: ExportQuestion = { of, parameters: { ...FIRST_PARAMETERS[of], ...Object.fromEntries(asked) } };
  return { ...withQuestion(BEGINNING, question), name: address.get('name') ?? '' };
}

/** The export as the API takes it. Of what nobody is shown, what is left empty is left out: the API keeps it. */
export function requestOf(draft: ExportDraft): NewExport {
  return {
    name: draft.name.trim(),
    question: draft.question,
    range: rangeOf(draft.range),
    format: draft.format,
    compression: draft.format === 'parquet' ? 'none' : draft.compression,
    destination: destinationOf(draft.destination) as NewExport['destination'],
    alert: alertOf(draft.alert),
    schedule: scheduleOf(draft.schedule),
    incomplete_periods: draft.incompletePeriods,
    send_corrections: draft.sendCorrections,
  } as NewExport;
}

function rangeOf({ kind, grain, count, from, to }: ExportDraft['range']): ExportRange {
  if (kind === 'previous') return { kind, grain, count: Number(count) };
  return kind === 'fixed' ? { kind, from, to } : { kind, from };
}

function destinationOf({ kind, path, to, url, secret, s3 }: ExportDraft['destination']): ExportDestinationChange {
  switch (kind) {
    case 'folder':
      return { kind, path: path.trim() };
    case 's3':
      return s3Of(s3);
    case 'email':
      return { kind, to: addressesOf(to) };
    case 'slack':
      return { kind, ...(url === '' ? {} : { url: url.trim() }) };
    case 'webhook':
      return webhookOf({ url, secret });
  }
}

function alertOf({ kind, to, url, secret }: ExportDraft['alert']): ExportAlertChange | null {
  if (kind === 'none') return null;
  return kind === 'email' ? { kind, to: addressesOf(to) } : webhookOf({ url, secret });
}

const addressesOf = (text: string): string[] => text.split(/[\s,;]+/).filter((address) => address !== '');

const webhookOf = ({ url, secret }: Pick<ExportDraft['alert'], 'url' | 'secret'>): WebhookChange => ({
  kind: 'webhook',
  ...(url === '' ? {} : { url: url.trim() }),
  ...(secret === '' ? {} : { secret }),
});

function scheduleOf({ kind, minute, time, weekday, day, expression }: ExportDraft['schedule']): ExportSchedule | null {
  switch (kind) {
    case 'none':
      return null;
    case 'hourly':
      return { kind, minute: Number(minute) };
    case 'weekly':
      return { kind, weekday, time };
    case 'monthly':
      return { kind, day: Number(day), time };
    case 'cron':
      return { kind, expression: expression.trim() };
    default:
      return { kind, time };
  }
}
