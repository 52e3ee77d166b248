import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Closers } from '../closers.js';
import { type Cost, costOf } from '../query/measure.js';
import { ask, sealed, startProduct } from '../query/product.js';
import { FROM, TO } from './fill.js';

const MONTH = [`/v1/delivery?grain=day&by=channel&from=${FROM}&to=${TO}`];
const CHANNELS = ['chat', 'sms', 'push', 'email'];
const DAYS = 30;
const DAY_MS = 86_400_000;

/** A message a day and channel, delivered after a second: stored figures are as many, however many messages they are of. */
const EVENTS = Array.from({ length: DAYS * CHANNELS.length }, (_, i) => {
  const message = { message_id: `m${i}`, channel: CHANNELS[i % CHANNELS.length] };
  const at = Date.parse(FROM) + Math.floor(i / CHANNELS.length) * DAY_MS;
  return [
    { ...message, type: 'message.sent', member_id: 'ann', occurred_at: at },
    { ...message, type: 'message.delivered', occurred_at: at + 1_000 },
  ];
}).flat();

/** What the sealed month costs by day and channel, asked of the product over HTTP. */
export async function costOfSealedMonth(root: string, closers: Closers, runs: number): Promise<Cost> {
  const folder = await mkdtemp(join(tmpdir(), 'grapevine-sealed-'));
  closers.add(() => rm(folder, { recursive: true, force: true }));
  const product = await startProduct(root, folder, true);
  closers.add(() => product.stop());
  await product.post('/v1/events', EVENTS);
  await product.settled();
  await product.patch('/v1/workspace', { seal_grace_hours: 0 });
  await sealed(product, MONTH);
  return costOf(product.pid, { runs, seconds: 60 }, () => ask(product, MONTH));
}
