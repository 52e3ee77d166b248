import { OTHER_SEGMENT } from '@grapevine/contracts';
import { deliveryFigures, type Warehouse } from '@grapevine/warehouse';
import { z } from 'zod';
import { FROM, TO } from './fill.js';

/** Asks, and says how many rows the answer has. */
export type Question = (warehouse: Warehouse) => Promise<number>;

const MONTH: Parameters<typeof deliveryFigures>[1] = {
  ...{ workspace: 1, revision: 1, excludesMembers: false, excludedSegments: [] },
  ...{ from: FROM, to: TO, span: 'day', filters: [] },
  horizons: { standard: 7, ofChannels: {} },
  reporting: {
    silent: [],
    since: { chat: '1900-01-01', sms: '1900-01-01', push: '1900-01-01', email: '1900-01-01' },
    readsSince: { chat: '1900-01-01' },
  },
};
const asking =
  (question: typeof MONTH, dimension?: string): Question =>
  async (warehouse) => {
    const by = dimension === undefined ? undefined : { dimension, most: 10, otherLabel: OTHER_SEGMENT };
    return (await deliveryFigures(warehouse, question, by)).length;
  };

/** What the product answers. */
export const QUESTIONS: Readonly<Record<string, Question>> = {
  'by day and channel': asking(MONTH, 'channel'),
  'by day': asking(MONTH),
  'by day, on one platform': asking({ ...MONTH, filters: [{ dimension: 'platform', values: ['s40'] }] }),
  'by month and country': asking({ ...MONTH, span: 'month' }, 'country'),
};

const statusTimes = ['sent', 'delivered', 'read', 'failed'].map(
  (status) => `minIf(toUnixTimestamp64Milli(occurred_at), type = 'message.${status}') AS ${status}`,
);
const percentiles = (time: string, condition: string): string =>
  `quantilesExactInclusiveIf(0.5, 0.9, 0.95, 0.99)(${time}, ${condition})`;

/**
 * The naive way to the first of them: the log, grouped by message and recipient in the plainest way. It knows no groups, no horizon, no
 * receipt without a sending and no late one, so that its figures are others; it is here for its cost.
 */
const NAIVE_QUERY: Parameters<Warehouse['query']>[0] = {
  name: 'bench_naive',
  params: {},
  row: z.unknown(),
  sql: `SELECT toDate(fromUnixTimestamp64Milli(sent)) AS day, channel, count(), countIf(delivered > 0), countIf(read > 0), countIf(failed > 0),
      ${percentiles('delivered - sent', 'delivered > 0')}, ${percentiles('read - delivered', 'delivered > 0 AND read > 0')}
    FROM (
      SELECT argMin(channel, occurred_at) AS channel, ${statusTimes.join(', ')}
      FROM events WHERE revision = 1 AND workspace = 1 AND startsWith(type, 'message.')
      GROUP BY message_key, recipient_key)
    WHERE sent > 0 GROUP BY day, channel ORDER BY day, channel`,
};
export const NAIVE: Question = async (warehouse) => (await warehouse.query(NAIVE_QUERY)).length;

export const STORED: Parameters<Warehouse['query']>[0] = {
  name: 'bench_stored',
  params: {},
  row: z.object({ table: z.string(), rows: z.number(), bytes: z.number(), parts: z.number() }),
  sql: `SELECT table, sum(rows) AS rows, sum(bytes_on_disk) AS bytes, count() AS parts FROM system.parts
    WHERE active AND table IN ('events', 'deliveries', 'messages', 'sends') AND database = currentDatabase() GROUP BY table ORDER BY table`,
};
