import type { DELIVERY_DIMENSIONS } from '@grapevine/contracts';
import { describe, expect, it } from '@jest/globals';
import { KeptValues } from '../kept-values.js';
import { dayNumber } from '../local-days.js';
import { periodsOf } from '../periods.js';
import { DeliveryTables } from './delivery-tables.js';
import { CHANNEL, FactValues, placeOf } from './facts.js';
import { LifeTable } from './life-table.js';
import { livesOf } from './lives.js';
import { DELIVERED, FAILED, type MessageRow, READ, SENT } from './message-rows.js';
import type { Deliveries } from './read-deliveries.js';

const MAY = dayNumber('2004-05-01');
const DAY_MS = 86_400_000;
const values = new FactValues();
const horizons = { longest: 7, of: (channel: number) => (values.nameOf(CHANNEL, channel) === 'sms' ? 3 : 7) };

interface Given {
  readonly recipient?: number;
  readonly sender?: number;
  readonly ms?: number;
  readonly facts?: Partial<Record<(typeof DELIVERY_DIMENSIONS)[number], string>>;
}

function row(status: number, day: number, { recipient = 0, sender = 0, ms = 0, facts = {} }: Given = {}): MessageRow {
  const codes = Array<number>(6).fill(0);
  for (const [fact, value] of Object.entries(facts)) {
    const place = placeOf(fact as keyof typeof facts);
    codes[place] = values.codeOf(place, value);
  }
  return { at: (MAY + day) * DAY_MS + ms, day: MAY + day, status, recipient, sender, facts: codes };
}

const told = (...rows: MessageRow[]) =>
  livesOf(rows, horizons, values)
    .sort((a, b) => a.day - b.day)
    .map((life) => ({
      day: life.day - MAY,
      is: (['counts', 'unseen', 'delivered', 'read', 'failed'] as const).filter((what) => life[what]).join(' '),
      ...(life.late > 0 ? { late: life.late } : {}),
      ...(life.senders.length > 0 ? { senders: life.senders } : {}),
    }));

// Worked out by hand from docs/delivery.md.
describe('the deliveries of a message', () => {
  it('are of the day of sending, with what came within the horizon, whatever the order', () => {
    expect(told(row(READ, 7), row(SENT, 0, { sender: 5 }), row(DELIVERED, -1), row(FAILED, 8))).toEqual([
      { day: 0, is: 'counts delivered read', senders: [5] },
      { day: 8, is: '', late: 1, senders: [5] },
    ]);
  });

  it('have the horizon of their channel', () => {
    const sms = { facts: { channel: 'sms' } };
    expect(told(row(SENT, 0, { ...sms, sender: 5 }), row(DELIVERED, 4, sms))).toEqual([
      { day: 0, is: 'counts', senders: [5] },
      { day: 4, is: '', late: 1, senders: [5] },
    ]);
  });

  it('are of their first status where no sending was seen', () => {
    expect(told(row(DELIVERED, 2), row(READ, 3))).toEqual([{ day: 2, is: 'counts unseen delivered read' }]);
  });

  it('belong to all who sent them at the first instant', () => {
    const sent = (sender: number, ms: number) => row(SENT, 0, { sender, ms });
    const [life] = told(sent(8, 4), sent(5, 3), sent(6, 3));
    expect(life).toEqual({ day: 0, is: 'counts', senders: [5, 6] });
  });

  it('are of those who are named, to whom an event that names nobody lends the sending', () => {
    const lives = told(
      row(SENT, 0, { sender: 5 }),
      row(DELIVERED, 0, { recipient: 1 }),
      row(FAILED, 1, { recipient: 2 }),
    );
    expect(lives).toEqual([
      { day: 0, is: 'counts delivered', senders: [5] },
      { day: 0, is: 'counts failed', senders: [5] },
    ]);
  });

  it('have the value that the earliest event states, of equal times the smallest; a failure is its own', () => {
    const facts = { platform: 'web', error_code: '7' };
    const [life] = livesOf(
      [
        row(SENT, 0, { ms: 5, facts: { platform: 'ios', country: 'NP' } }),
        row(SENT, 0, { ms: 5, facts: { ...facts, platform: 'android' } }),
        row(FAILED, 0, { ms: 6, recipient: 1, facts: { country: 'DE' } }),
      ],
      horizons,
      values,
    );
    const named = life?.facts.map((code, place) => values.nameOf(place, code));
    expect(named).toEqual(['unknown', 'android', 'NP', 'unknown', 'unknown', 'unknown']);
  });
});

describe('figures of deliveries', () => {
  it('are by period and segment; rates of channels that report, percentiles between the nearest', () => {
    const lives = new LifeTable();
    const chat = values.codeOf(CHANNEL, 'chat');
    const fax = values.codeOf(CHANNEL, 'fax');
    const life = {
      day: MAY,
      counts: true,
      unseen: false,
      delivered: true,
      read: false,
      failed: false,
      late: 0,
    };
    const facts = (channel: number) => [channel, 1, 1, 1, 1, 1];
    for (const wait of [1_000, 2_000, -500])
      lives.add({ ...life, facts: facts(chat), toDelivered: wait, toRead: Number.NaN });
    const failed = { ...life, delivered: false, failed: true, toDelivered: Number.NaN, toRead: Number.NaN };
    lives.add({ ...failed, facts: facts(chat) });
    lives.add({ ...failed, facts: facts(fax), late: 2 });
    const deliveries: Deliveries = {
      ...{
        lives,
        values,
        channels: { fax: { receipts: false } },
        firstReceipts: new Map(),
        firstReads: new Map(),
        longestHorizon: 7,
      },
      kept: new KeptValues(),
    };
    const periods = periodsOf({ grain: 'month' });
    const month = periods.of(MAY);
    const course = { first: MAY, last: MAY + 40, today: MAY + 37, dayAgo: () => 0 };
    const tables = new DeliveryTables(deliveries, periods, undefined, []);
    expect(tables.valuesOf(tables.everything, month, course)).toMatchObject({
      ...{
        sent: 5,
        delivered: 3,
        failed: 2,
        late_receipts: 2,
        delivery_rate: 3 / 4,
        failure_rate: 1 / 4,
        read_rate: null,
      },
      ...{ 'latency.sent_to_delivered.p50': 1, 'latency.sent_to_delivered.p90': 1.8 },
      ...{ 'latency.sent_to_delivered.negative': 1, 'latency.delivered_to_read.p50': null },
    });
    // The horizon of the last of May is over on 7 June, which is the 38th day.
    expect(tables.labelsOf(month, course)).toMatchObject({ complete: true, maturing: true });
    const byChannel = new DeliveryTables(deliveries, periods, 'channel', [{ fact: 'platform', values: ['unknown'] }]);
    const lines = byChannel.shown(month, month, false);
    expect(lines.map((line) => [line.segment, byChannel.valuesOf(line, month, course).delivery_rate])).toEqual([
      ['chat', 3 / 4],
      ['fax', null],
    ]);
    expect(byChannel.valuesOf(lines[0] as (typeof lines)[0], month - 1, course)).toMatchObject({ sent: null });
    // What is not kept by name is one of the others, while its channel still tells what became of messages.
    const limited = { ...deliveries, kept: new KeptValues({ channel: 'd' }) };
    const byKept = new DeliveryTables(limited, periods, 'channel', []);
    expect(
      byKept.shown(month, month, false).map((line) => [line.segment, byKept.valuesOf(line, month, course).sent]),
    ).toEqual([
      ['chat', 4],
      ['(other)', 1],
    ]);
  });
});
