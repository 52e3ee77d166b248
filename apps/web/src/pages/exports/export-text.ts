import type { ExportRun, ExportSchedule, MetricDescription, SavedExport } from '@grapevine/contracts';
import { filterWords } from '../../app/language/filter-words.js';
import type { Language } from '../../app/language/language.js';
import { metricWords } from '../../app/language/metric-words.js';
import { dimensionWords } from '../../app/language/segment-words.js';
import { readFilters } from '../../app/view/filter.js';
import type { ExportWords } from './words/en.js';

/** What says everything about an export in the language of the page. */
export interface Speech {
  language: Language;
  own: ExportWords;
}

type Question = SavedExport['question'];

/** A question in words: what, by which periods, broken down by what, filtered. @param metrics the catalogue, as far as it is known */
export function questionText(
  { of, parameters }: Question,
  metrics: readonly MetricDescription[],
  { language, own }: Speech,
): string {
  const { words, say } = language;
  const metric = metrics.find(({ id }) => id === parameters.metric);
  const name = metric ? metricWords(metric, words).name : String(parameters.metric ?? own.metricUnknown);
  const grain = own.grain[parameters.grain as keyof ExportWords['grain']];
  const by =
    parameters.by === undefined ? [] : [say(own.by, { dimension: dimensionWords(String(parameters.by), words) })];
  const compared = words.compare[parameters.compare as 'previous_period' | 'previous_year'];
  const compare =
    compared === undefined ? [] : [say(words.filter.is, { dimension: words.compare.label, values: compared })];
  const parts = [of === 'series' ? name : own.subject[of], ...(grain ? [grain] : []), ...by, ...compare];
  return [...parts, ...typesOf(parameters.type), ...filterTexts(parameters.filter, language)].join(' · ');
}

const listOf = (value: Question['parameters'][string] | undefined): string[] =>
  value === undefined ? [] : [value].flat().map(String);

const typesOf = (types: Question['parameters'][string] | undefined): string[] =>
  types === undefined ? [] : [listOf(types).join(', ')];

function filterTexts(filters: Question['parameters'][string] | undefined, language: Language): string[] {
  const parameters = new URLSearchParams(listOf(filters).map((text) => ['filter', text]));
  return readFilters(parameters).map((filter) => filterWords(filter, language));
}

/** Of which days the runs are. */
export function rangeText(range: SavedExport['range'], { language, own }: Speech): string {
  const { count, say, format } = language;
  switch (range.kind) {
    case 'previous':
      return count(own.previous[range.grain], range.count);
    case 'fixed':
      return format.daysShort(range.from, range.to);
    case 'since_last_run':
      return say(own.since, { day: format.day(range.from) });
  }
}

/** A day of each weekday, to have its name from. */
const MONDAY = Date.UTC(2024, 0, 1);
const DAY_MS = 86_400_000;
export const WEEKDAY_ORDER = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const;
type Weekday = (typeof WEEKDAY_ORDER)[number];
export const weekdayText = (weekday: Weekday, { format }: Language): string =>
  format.weekdayLong(new Date(MONDAY + WEEKDAY_ORDER.indexOf(weekday) * DAY_MS).toISOString().slice(0, 10));

/** The shortest month has so many days. */
const DAYS_OF_EACH_MONTH = 28;

/** When an export runs by itself. */
export function scheduleText(schedule: ExportSchedule | null, { language, own }: Speech): string {
  const { say } = language;
  const texts = own.schedule;
  if (schedule === null) return texts.none;
  switch (schedule.kind) {
    case 'hourly':
      return say(texts.hourly, { minute: String(schedule.minute).padStart(2, '0') });
    case 'weekly':
      return say(texts.weekly, { weekday: weekdayText(schedule.weekday, language), time: schedule.time });
    case 'monthly':
      return say(schedule.day > DAYS_OF_EACH_MONTH ? texts.monthlyLate : texts.monthly, {
        day: String(schedule.day),
        time: schedule.time,
      });
    case 'cron':
      return say(texts.cron, { expression: schedule.expression });
    default:
      return say(texts[schedule.kind], { time: schedule.time });
  }
}

/** Where the files go. */
export function whereText(destination: SavedExport['destination'], { language, own }: Speech): string {
  switch (destination.kind) {
    case 'folder':
      return destination.path === '' ? own.where.root : language.say(own.where.folder, { path: destination.path });
    case 'webhook':
      return language.say(own.where.webhook, { receiver: destination.receiver });
    case 'slack':
      return language.say(own.where.slack, { receiver: destination.receiver });
    case 's3':
      return language.say(own.where.s3, { bucket: destination.bucket });
    case 'email':
      return language.say(own.where.email, { to: destination.to.join(', ') });
    default:
      // A server that was updated meanwhile may know more than this page.
      return (destination as SavedExport['destination']).kind;
  }
}

/** What each file is. */
export const fileText = ({ format, compression }: SavedExport, { own }: Speech): string =>
  own.form.formats[format] + (compression === 'none' ? '' : `, ${own.form.compressions[compression]}`);

/** Of which days a run is. */
export const periodText = (period: ExportRun['period'], { language, own }: Speech): string =>
  period ? language.format.daysShort(period.start, period.end) : own.unknownPeriod;
