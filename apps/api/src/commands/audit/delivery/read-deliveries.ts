import { type ChannelSettings, DEFAULT_HORIZON_DAYS } from '@grapevine/contracts';
import type { AuditContext } from '../asked-log.js';
import type { KeptValues } from '../kept-values.js';
import { readEvents } from '../read-log.js';
import { CHANNEL, FactValues } from './facts.js';
import { LifeTable } from './life-table.js';
import { livesOf } from './lives.js';
import { MessageRows, STATUSES } from './message-rows.js';

/** So many events of messages are in memory at once, at some 100 bytes each: where there are more, the log is read again. */
const MOST_ROWS = 4_000_000;

/** What the log says about messages, those of excluded senders left out. */
export interface Deliveries {
  readonly lives: LifeTable;
  readonly values: FactValues;
  readonly kept: KeptValues;
  readonly channels: ChannelSettings;
  /** By the code of a channel: the first day on which a receipt that names it landed. */
  readonly firstReceipts: ReadonlyMap<number, number>;
  /** The same of reads. */
  readonly firstReads: ReadonlyMap<number, number>;
  readonly longestHorizon: number;
}

export const horizonOf = (channels: ChannelSettings, channel: string): number =>
  (Object.hasOwn(channels, channel) ? channels[channel]?.horizon_days : undefined) ?? DEFAULT_HORIZON_DAYS;

/** Reads the events of messages, a share of the messages at a time. */
export async function readDeliveries(
  { server, facts, kept, localDays }: Pick<AuditContext, 'server' | 'facts' | 'kept' | 'localDays'>,
  channels: ChannelSettings,
): Promise<Deliveries> {
  const values = new FactValues();
  const lives = new LifeTable();
  const [firstReceipts, firstReads] = [new Map<number, number>(), new Map<number, number>()];
  const longest = Math.max(...['', ...Object.keys(channels)].map((channel) => horizonOf(channels, channel)));
  const horizons = { longest, of: (channel: number) => horizonOf(channels, values.nameOf(CHANNEL, channel)) };
  const shares = Math.ceil(facts.messageEvents / MOST_ROWS);
  for (let share = 0; share < shares; share++) {
    const rows = new MessageRows(values);
    await readEvents(server, STATUSES, (event) => {
      const { message_key: key, channel } = event;
      // Keys are hashes: of each share there are about as many.
      if (key === null || Number.parseInt(key.slice(0, 8), 16) % shares !== share) return;
      const at = Date.parse(event.occurred_at);
      const day = localDays.dayOf(at);
      rows.add(event, at, day);
      if (channel !== null && (event.type === 'message.delivered' || event.type === 'message.read')) {
        const code = values.codeOf(CHANNEL, channel);
        firstReceipts.set(code, Math.min(day, firstReceipts.get(code) ?? day));
        if (event.type === 'message.read') firstReads.set(code, Math.min(day, firstReads.get(code) ?? day));
      }
    });
    for (const message of rows.byMessage()) {
      for (const life of livesOf(message, horizons, values)) {
        if (!life.senders.some((sender) => facts.excluded.has(sender))) lives.add(life);
      }
    }
  }
  return { lives, values, kept, channels, firstReceipts, firstReads, longestHorizon: longest };
}
