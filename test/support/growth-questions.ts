import type {
  AnswerMeta,
  GrowthAnswer,
  MetricDescription,
  PowerCurveAnswer,
  RetentionAnswer,
} from '@grapevine/contracts';
import type { ApiClient } from './api-client.js';
import { NAIVE_PERIODS, shiftDay } from './naive-calendar.js';
import type {
  NaiveGrowth,
  NaivePowerCurveQuery,
  NaiveQuery,
  NaiveRetentionQuery,
  NaiveSeriesQuery,
} from './naive-growth.js';
import type { NaiveLog } from './naive-log.js';
import { type NaiveFilter, valuesOf } from './naive-segment.js';

/** One question, to be put to the service and to the naive side. */
export type Question =
  | ({ readonly path: '/v1/series' } & NaiveSeriesQuery)
  | ({ readonly path: '/v1/growth' } & NaiveQuery)
  | ({ readonly path: '/v1/retention' } & NaiveRetentionQuery)
  | ({ readonly path: '/v1/power-curve' } & NaivePowerCurveQuery);

/** Metrics that look back over a number of periods. */
const LOOKS_BACK = ['net_new', 'cmgr'];

const GRAINS = ['day', 'week', 'month', 'quarter', 'year'];

/** A value in a filter: commas and backslashes are escaped, since commas stand between values. */
const escaped = (value: string): string => value.replace(/[\\,]/g, '\\$&');

/** The question as a client writes it. */
export function urlOf(question: Question): string {
  const { path, filters = [], ...rest } = question;
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries(rest)) parameters.append(name, String(value));
  for (const { dimension, values } of filters) {
    parameters.append('filter', `${dimension}:${values.map(escaped).join(',')}`);
  }
  return `${path}?${parameters}`;
}

/** What the naive side says at the instant of the service's answer, of the range that the service took where none was asked for. */
export function naiveAnswer(naive: NaiveGrowth, question: Question, { as_of, range: taken }: AnswerMeta): object {
  const now = Date.parse(as_of);
  if (question.path === '/v1/power-curve') return naive.powerCurve(question, now);
  const range = { from: question.from ?? taken.start ?? '', to: question.to ?? taken.end ?? '' };
  switch (question.path) {
    case '/v1/series':
      return naive.series({ ...question, ...range }, now);
    case '/v1/growth':
      return naive.growth({ ...question, ...range }, now);
    case '/v1/retention':
      return naive.retention({ ...question, ...range }, now);
  }
}

/** What the service says, and what it says about it. */
export async function serviceAnswer(api: ApiClient, question: Question): Promise<{ answer: object; meta: AnswerMeta }> {
  const { data, meta, ...rest } = await api.get<GrowthAnswer | RetentionAnswer | PowerCurveAnswer>(urlOf(question));
  return { answer: question.path === '/v1/power-curve' ? { data, ...rest } : data, meta };
}

/** An answer in a form in which two can be compared: names in order, ratios to twelve decimals, and without `sealed`, which depends on when one asks. */
export function comparable(answer: unknown): unknown {
  if (typeof answer === 'number') return Number(answer.toFixed(12));
  if (answer === null || typeof answer !== 'object') return answer;
  if (Array.isArray(answer)) return answer.map(comparable);
  const entries = Object.entries(answer).filter(([name]) => name !== 'sealed');
  return Object.fromEntries(entries.sort().map(([name, value]) => [name, comparable(value)]));
}

/** What tells the rows of an answer apart. */
export interface Named {
  readonly segment?: string;
  readonly period?: string;
  readonly cohort?: string;
}

export const nameOf = ({ segment, period, cohort }: Named): string => JSON.stringify([segment, period ?? cohort]);

/** Draws questions of every kind: each metric in each grain and window, each endpoint in each grain, with whatever else can be asked. */
export class QuestionMaker {
  constructor(
    private readonly log: NaiveLog,
    private readonly catalogue: readonly MetricDescription[],
    private readonly dimensions: readonly string[],
    private readonly random: () => number,
  ) {}

  /** @param variants how often each combination of endpoint, metric, grain and window is asked, each time differently */
  draw(variants: number): Question[] {
    return Array.from({ length: variants }, () => [
      ...this.series(),
      ...GRAINS.flatMap((grain) => [this.growth(grain), this.retention(grain)]),
      this.powerCurve({ days: 28 }),
      this.powerCurve({ days: 1 + Math.floor(this.random() * 90), as_of: this.day() }),
    ]).flat();
  }

  private series(): Question[] {
    return this.catalogue.flatMap(({ id: metric, grains, windows }) =>
      windows.flatMap((window) =>
        (window === 'calendar' ? grains : ['day']).map(
          (grain): Question => ({
            path: '/v1/series',
            metric,
            grain,
            ...(window === 'calendar' ? {} : { window }),
            ...this.range(window),
            ...this.breakdown(),
            ...this.filtered(),
            ...(LOOKS_BACK.includes(metric) ? { over: 1 + Math.floor(this.random() * 5) } : {}),
            ...this.comparison(),
          }),
        ),
      ),
    );
  }

  private growth(grain: string): Question {
    return { path: '/v1/growth', grain, ...this.range(), ...this.breakdown(), ...this.filtered() };
  }

  private retention(grain: string): Question {
    return {
      path: '/v1/retention',
      grain,
      cohort: this.pick(['first_active', 'signed_up'] as const),
      mode: this.pick(['on', 'on_or_after'] as const),
      periods: 1 + Math.floor(this.random() * (grain === 'day' ? 90 : 20)),
      ...this.range(),
      ...this.filtered(),
    };
  }

  private powerCurve(query: NaivePowerCurveQuery): Question {
    return { path: '/v1/power-curve', ...query, ...this.filtered() };
  }

  private pick<T>(items: readonly T[]): T {
    return items[Math.floor(this.random() * items.length)] as T;
  }

  /** A day in the data, or up to forty days before or after it. */
  private day(): string {
    const { dataFrom = '', dataThrough = '' } = this.log;
    const days = (Date.parse(dataThrough) - Date.parse(dataFrom)) / 86_400_000;
    return shiftDay(dataFrom, Math.floor(this.random() * (days + 80)) - 40);
  }

  /** Everything, some range, or what the service takes by itself. */
  private range(window = 'calendar'): { from?: string; to?: string } {
    const kind = this.random();
    if (kind < 0.1 && window === 'calendar') return {};
    if (kind < 0.4) return { from: this.log.dataFrom ?? '', to: this.log.dataThrough ?? '' };
    const [from, to] = [this.day(), this.day()].sort() as [string, string];
    return { from, to };
  }

  private breakdown(): { by?: string; limit?: number } {
    if (this.random() < 0.5) return {};
    const by = this.pick(this.dimensions);
    return this.random() < 0.5 ? { by } : { by, limit: 1 + Math.floor(this.random() * 4) };
  }

  private filtered(): { filters?: readonly NaiveFilter[] } {
    const count = this.pick([0, 0, 1, 2]);
    const dimensions = [...this.dimensions].sort(() => this.random() - 0.5).slice(0, count);
    const filters = dimensions.map((dimension): NaiveFilter => {
      const values = this.someOf(dimension);
      return { dimension, values: values.length > 0 ? values : ['unknown'] };
    });
    if (this.random() < 0.3) filters.push(this.ofMembers());
    if (this.random() < 0.1) filters.push(this.ofMembers());
    return filters.length > 0 ? { filters } : {};
  }

  /** A fact of members: a value of the earliest signup, or periods that it may lie in. */
  private ofMembers(): NaiveFilter {
    if (this.random() < 0.5) {
      const dimension = this.pick(this.dimensions);
      const values = this.someOf(dimension);
      return { dimension: `member.${dimension}`, values: values.length > 0 ? values : ['unknown'] };
    }
    const nameOf = () => (this.pick(Object.values(NAIVE_PERIODS)) as (day: string) => string)(this.day());
    return { dimension: 'member.signed_up', values: Array.from({ length: this.pick([1, 1, 2, 5]) }, nameOf) };
  }

  /** Some of the values that may be asked for. */
  private someOf(dimension: string): string[] {
    return valuesOf(this.log, dimension).filter((value) => this.log.isKept(dimension, value) && this.random() < 0.5);
  }

  private comparison(): Pick<NaiveSeriesQuery, 'compare'> {
    const compare = this.pick([undefined, 'previous_period', 'previous_year'] as const);
    return compare ? { compare } : {};
  }
}
