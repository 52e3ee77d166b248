import { setTimeout as sleep } from 'node:timers/promises';
import { Product } from '../ingest/product.js';
import { FIRST_MONTH, MONTH } from './fill.js';
import type { Question } from './questions.js';

/** Of the first start, and so of all. */
const KEY = 'bench-key-of-a-workspace-that-is-thrown-away';
const DAY_SECONDS = '86400';
/** How long the sealing of what is asked may take. */
const SEALING_MS = 600_000;

interface Series {
  readonly data: readonly { readonly sealed: boolean }[];
}

/** @param seals whether what is over and quiet is sealed; else everything is computed when it is asked */
export async function startProduct(root: string, dataDir: string, seals: boolean): Promise<Product> {
  const environment = {
    DATA_DIR: dataDir,
    GRAPEVINE_BOOTSTRAP_KEY: KEY,
    GRAPEVINE_SEAL_SECONDS: seals ? '1' : DAY_SECONDS,
    GRAPEVINE_QUESTION_SECONDS: '300',
  };
  return Product.start(root, environment, []);
}

/** Makes the workspace that is filled: events of two members say from when to when there are data. */
export async function prepareWorkspace(product: Product): Promise<void> {
  const occurred = [FIRST_MONTH, MONTH.to].map((day) => `${day}T12:00:00Z`);
  const events = occurred.map((at, i) => ({ type: 'member.active', member_id: `member ${i}`, occurred_at: at }));
  await product.post('/v1/events', events);
  await product.settled();
}

/** Whether what is over is sealed. Else its days have not been quiet for long enough, for a product that is started later as well. */
export async function allowSealing(product: Product, allowed: boolean): Promise<void> {
  await product.patch('/v1/workspace', { seal_grace_hours: allowed ? 0 : 48 });
}

/**
 * From then on nothing is sealed that was: a decision about whom to exclude and its taking back, since no event has told the product that
 * its sets have grown, and it would answer with what was sealed of fewer members.
 */
export async function forgetSealed(product: Product): Promise<void> {
  const decision = { member_ids: ['member 0'], reason: 'bench' };
  await product.post('/v1/exclusions', decision);
  await product.delete('/v1/exclusions', decision);
}

/** @throws Error where a point of an answer is sealed */
export async function assertComputed(product: Product, question: Question): Promise<void> {
  const answers = await ask<Series>(product, question);
  if (answers.some(({ data }) => data.some((point) => point.sealed)))
    throw new Error(`${question.join(' ')} is sealed.`);
}

/** @returns the answers; @throws Error with the product's words where it does not answer */
export async function ask<Answer>(product: Product, question: Question): Promise<Answer[]> {
  const answers: Answer[] = [];
  for (const path of question) answers.push((await (await product.get(path)).json()) as Answer);
  return answers;
}

/** Resolves when every point of a question is sealed. */
export async function sealed(product: Product, question: Question): Promise<void> {
  for (const begun = Date.now(); Date.now() - begun < SEALING_MS; await sleep(1_000)) {
    const answers = await ask<Series>(product, question);
    if (answers.every(({ data }) => data.every((point) => point.sealed))) return;
  }
  throw new Error(`${question.join(' ')} was not sealed.`);
}
