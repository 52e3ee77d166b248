import type { MetricList } from '@grapevine/contracts';
import { expect } from '@jest/globals';
import type { ApiClient } from './api-client.js';
import {
  comparable,
  type Named,
  naiveAnswer,
  nameOf,
  type Question,
  QuestionMaker,
  serviceAnswer,
  urlOf,
} from './growth-questions.js';
import { NaiveGrowth } from './naive-growth.js';
import { type NaiveSettings, readNaiveLog, type WireEvent } from './naive-log.js';
import { NAIVE_METRICS } from './naive-metrics.js';
import { randomFrom } from './random.js';

export interface Drawing {
  readonly seed: number;
  /** How often each kind of question is asked; below 1, which part of them is. */
  readonly variants: number;
  readonly dimensions: readonly string[];
}

/**
 * Puts drawn questions to the service and to the naive side.
 *
 * @param events everything that the service has been sent
 * @returns how many rows were the same
 * @throws where an answer differs: the question, the service's rows and the naive ones
 */
export async function expectAgreement(
  api: ApiClient,
  events: readonly WireEvent[],
  settings: NaiveSettings,
  { seed, variants, dimensions }: Drawing,
): Promise<number> {
  const log = readNaiveLog(events, settings);
  const naive = new NaiveGrowth(log);
  const random = randomFrom(seed);
  const catalogue = (await api.get<MetricList>('/v1/metrics')).data.filter(({ id }) => NAIVE_METRICS[id]);
  const questions = new QuestionMaker(log, catalogue, dimensions, random)
    .draw(Math.ceil(variants))
    .filter(() => random() < variants / Math.ceil(variants));
  const found = { rows: 0, differences: [] as Difference[] };
  const ask = async (): Promise<void> => {
    for (let question = questions.pop(); question; question = questions.pop()) {
      const { answer, meta } = await serviceAnswer(api, question);
      const [service, ours] = [rowsOf(answer), rowsOf(naiveAnswer(naive, question, meta))];
      const reach = { asked: urlOf(question), service: [meta.data_from, meta.data_through] };
      if (String(reach.service) !== String([log.dataFrom, log.dataThrough])) {
        found.differences.push({ ...reach, naive: [log.dataFrom, log.dataThrough] });
      }
      const differences = differencesOf(question, service, ours);
      // Three of an answer say it; a thousand rows do not.
      found.differences.push(...differences.slice(0, 3));
      found.rows += service.size;
    }
  };
  await Promise.all([ask(), ask()]);
  expect(found.differences.slice(0, 12)).toEqual([]);
  return found.rows;
}

interface Difference {
  readonly asked: string;
  readonly service: unknown;
  readonly naive: unknown;
}

const rowsOf = (answer: object): Map<string, unknown> => {
  const plain = comparable(answer);
  const rows: readonly Row[] = Array.isArray(plain) ? withoutEmptyRest(plain) : [plain as Row];
  const named = new Map(rows.map((row) => [nameOf(row), row]));
  if (named.size < rows.length) throw new Error('Two rows of one segment and period.');
  return named;
};

interface Row extends Named {
  readonly [figure: string]: unknown;
}

const FIGURES = ['value', 'active', 'new', 'retained', 'resurrected', 'churned'];
const figuresOf = (rows: readonly Row[]): unknown[] =>
  rows.flatMap((row) => FIGURES.map((figure) => row[figure] ?? null));

/** Whether an answer has `(other)` where nobody is in it, and any segment where there is no data, nobody has said. */
function withoutEmptyRest(rows: readonly Row[]): readonly Row[] {
  const rest = rows.filter(({ segment }) => segment === '(other)');
  const shown = figuresOf(rest).some(Boolean) ? rows : rows.filter((row) => !rest.includes(row));
  return figuresOf(shown).every((figure) => figure === null) ? shown.filter((row) => !row.segment) : shown;
}

/** Rows that only one side has, or that differ. */
function differencesOf(
  question: Question,
  service: ReadonlyMap<string, unknown>,
  naive: ReadonlyMap<string, unknown>,
): Difference[] {
  return [...new Set([...service.keys(), ...naive.keys()])]
    .map((name) => ({ asked: urlOf(question), service: service.get(name), naive: naive.get(name) }))
    .filter((one) => JSON.stringify(one.service) !== JSON.stringify(one.naive));
}
