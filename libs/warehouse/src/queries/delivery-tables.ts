import { z } from 'zod';
import type { WarehouseSteps } from '../warehouse-steps.js';
import { CLOSE_LIVES, closeLives, closeRecipients, RECIPIENTS } from './delivery-close.js';
import { FAR_LIVES, otherLives } from './delivery-lives.js';
import { BLOCKS, CHANNEL_NAMES, CHANNELS, countedFromMinima } from './delivery-messages.js';
import { countedMessages } from './delivery-plain.js';
import { COUNTED, Count, FAR, NEARBY, type Params, type SpannedQuestion } from './delivery-rows.js';
import { sharesOf } from './delivery-shares.js';
import { countedSingle, ROWS_OF_UNTOLD, SINGLE, UNTOLD, UNTOLD_ROWS } from './delivery-single.js';

/** Groups of one pass: they are some hundred MB, and near each other in memory. Sums are smaller than minima. */
const AT_ONCE = { sums: 3_000_000, minima: 1_500_000 };

/** Passed on disk where it does not fit; and the engine does not look for comparisons that follow from others, which takes it long. */
export const DELIVERY_SETTINGS =
  'SETTINGS max_bytes_before_external_group_by = 1500000000, optimize_and_compare_chain = 0';

/** A question, and where its steps are taken. */
export interface AskedInSteps {
  readonly steps: WarehouseSteps;
  readonly question: SpannedQuestion;
  /** That it is broken down by. */
  readonly dimension: string | undefined;
  readonly params: Params;
}

/** Whether the channel is all that a question wants to know of a delivery besides its statuses. */
export const isOfChannels = ({ question, dimension = 'channel' }: AskedInSteps): boolean =>
  [...question.filters.map((filter) => filter.dimension), dimension].every((fact) => fact === 'channel');

const keep = ({ steps, params }: AskedInSteps, table: string, sql: string, share: Params = {}): Promise<void> =>
  steps.keep(table, { sql: `${sql} ${DELIVERY_SETTINGS}`, params: { ...params, ...share } });

/** Counts the messages that few passes tell, and names the others. */
export async function keepCounted(asked: AskedInSteps): Promise<void> {
  const { steps, question, dimension, params } = asked;
  if (isOfChannels(asked)) return keepCountedByHash(asked);
  const counted = countedMessages(question, dimension, params);
  for (const share of await sharesOf(steps, NEARBY, AT_ONCE.minima, params)) await keep(asked, COUNTED, counted, share);
}

async function keepCountedByHash(asked: AskedInSteps): Promise<void> {
  const { steps, question, params } = asked;
  const single = countedSingle(question, params);
  for (const share of await sharesOf(steps, BLOCKS, AT_ONCE.sums, params)) await keep(asked, SINGLE, single, share);
  const counted = countedFromMinima(question, UNTOLD_ROWS, params);
  const recipients = closeRecipients(UNTOLD_ROWS, `SELECT arrayJoin(close) FROM ${COUNTED}`);
  for (const share of await sharesOf(steps, UNTOLD, AT_ONCE.minima, params)) {
    await steps.replace(UNTOLD_ROWS, { sql: ROWS_OF_UNTOLD, params: { ...params, ...share } });
    await keep(asked, COUNTED, counted);
    await keep(asked, RECIPIENTS, recipients);
  }
  await keep(asked, CHANNELS, CHANNEL_NAMES);
}

const Found = z.object({ close: z.number(), far: z.number() });

/** Finds the deliveries of the messages that the passes have named. @returns the tables that they are in */
export async function keepOthers(asked: AskedInSteps): Promise<string[]> {
  const { steps, question, dimension, params } = asked;
  const sums = `SELECT sum(length(close)) AS close, sum(length(far)) AS far FROM ${COUNTED}`;
  const [named] = await steps.query({ sql: sums, params }, Found);
  const tables: string[] = [];
  if (named && named.close > 0) {
    await keep(asked, CLOSE_LIVES, closeLives(question, params));
    tables.push(`${CLOSE_LIVES} WHERE NOT is_far`);
  }
  await keep(asked, FAR, `SELECT arrayJoin(far) AS key FROM ${COUNTED}`);
  if (tables.length > 0) await keep(asked, FAR, `SELECT DISTINCT key FROM ${CLOSE_LIVES} WHERE is_far`);
  const [far] = await steps.query({ sql: `SELECT count() AS found FROM ${FAR}`, params }, Count);
  if (far && far.found > 0) {
    await keep(asked, FAR_LIVES, otherLives(question, dimension ? [dimension] : [], params));
    tables.push(FAR_LIVES);
  }
  return tables;
}
