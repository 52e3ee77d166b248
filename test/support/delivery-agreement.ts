import type { DeliveryAnswer, DeliveryRow } from '@grapevine/contracts';
import { expect } from '@jest/globals';
import type { ApiClient } from './api-client.js';
import { NAIVE_PERIODS } from './naive-calendar.js';
import type { DeliveryFact, DeliveryFilter, DeliverySums } from './simulator-delivery.js';

interface DeliveryQuestion {
  readonly grain: 'day' | 'month';
  readonly by?: DeliveryFact;
  readonly filter?: DeliveryFilter;
}

const GRAINS = ['day', 'month'] as const;
const FACTS = ['channel', 'platform', 'manufacturer', 'country', 'app_version', 'error_code'] as const;
/** One fact, broken down by another; and two at once, whichever value is missing among them. */
const FILTERED: readonly Omit<DeliveryQuestion, 'grain'>[] = [
  { by: 'platform', filter: { channel: ['chat', 'sms'] } },
  { filter: { platform: ['android', 'unknown'], country: ['IN', 'BR', 'unknown'] } },
];

/** Every figure by day and month: of all messages, of those apart that have a fact, and of those alone that pass filters. */
export const DELIVERY_QUESTIONS: readonly DeliveryQuestion[] = GRAINS.flatMap((grain) => [
  { grain },
  ...FACTS.map((by) => ({ grain, by })),
  ...FILTERED.map((asked) => ({ grain, ...asked })),
]);

/** Sums of different order may differ in their last bits; microseconds and millionths are told apart. */
const rounded = (figures: object): unknown =>
  JSON.parse(JSON.stringify(figures, (_, value) => (typeof value === 'number' ? Number(value.toFixed(6)) : value)));

/** The figures of a row long after all of its days; of such a row nothing may come any more. */
function figuresOf({ period, start, end, segment, maturing, complete, sealed, ...figures }: DeliveryRow): object {
  expect({ period, maturing, complete }).toEqual({ period, maturing: false, complete: true });
  return figures;
}

/**
 * Puts a question about what became of messages to the service.
 *
 * @param sums what is true
 * @param days the local days of the log, in order
 * @throws where a figure of a period, or of a period's segment, is another one, and where one is missing
 */
export async function expectDeliveryTrue(
  api: ApiClient,
  sums: DeliverySums,
  days: readonly string[],
  question: DeliveryQuestion,
): Promise<void> {
  const { grain, by, filter = {} } = question;
  const parameters = new URLSearchParams({ grain, from: days[0] ?? '', to: days.at(-1) ?? '', limit: '1000' });
  if (by !== undefined) parameters.set('by', by);
  for (const [fact, values] of Object.entries(filter)) parameters.append('filter', `${fact}:${values.join(',')}`);
  const { data } = await api.get<DeliveryAnswer>(`/v1/delivery?${parameters}`);
  const answered = data.map((row) => [nameOf(row), rounded(figuresOf(row))] as const);
  const truth = sums.figures(NAIVE_PERIODS[grain] as (day: string) => string, by, filter);
  const expected = Object.entries(truth).map(([key, figures]) => [key, rounded(figures)] as const);
  expect({ question, figures: Object.fromEntries(answered.filter(isSomething)) }).toEqual({
    question,
    figures: Object.fromEntries(expected.filter(isSomething)),
  });
}

const nameOf = ({ period, segment }: DeliveryRow): string => (segment === undefined ? period : `${period}/${segment}`);

/** Of a period and a segment without a message the service says so; the truth is silent. */
function isSomething([, figures]: readonly [string, unknown]): boolean {
  const { sent, late_receipts: late } = figures as DeliveryRow;
  return sent !== 0 || late !== 0;
}
