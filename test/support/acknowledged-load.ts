import { setTimeout as delay } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import type { IngestResult } from '@grapevine/contracts';
import { BOOTSTRAP_KEY } from './grapevine-process.js';

interface LoadedEvent {
  readonly type: 'member.active' | 'member.signed_up' | 'message.sent';
  readonly id: string;
  readonly member_id: string;
  readonly message_id?: string;
  readonly occurred_at: number;
}

/** What must be stored in the end, by naive counting of what was sent. */
export interface Expected {
  readonly events: number;
  readonly activeByDay: Readonly<Record<string, number>>;
  readonly activeByMonth: Readonly<Record<string, number>>;
  readonly signupsByDay: Readonly<Record<string, number>>;
}

const FIRST_DAY = Date.UTC(2026, 7, 20);
const DAYS = 45;
const DAY_MS = 86_400_000;
const SENDERS = 4;
/** An answer that takes longer than this is a fault of its own: `hung` counts them. */
const HUNG_MS = 60_000;
const GIVEN_UP_MS = 120_000;

/**
 * Senders that remember what was acknowledged to them. Every event has an id and a member of its own, so a lost or doubled one
 * shows in the numbers. What was not acknowledged may be stored or not: it is sent again, in other batches, until it is.
 * What was acknowledged is never sent again: if the server lost it, it is missing in the end.
 */
export class AcknowledgedLoad {
  /** Requests without an answer for so long that a sender would have given up. */
  hung = 0;
  /** How many events were acknowledged, each time counted. */
  acknowledged = 0;
  /** Events of requests that failed, each time counted: the server may have stored them all the same. */
  ambiguous = 0;
  readonly refusals = new Map<string, number>();
  private readonly sent: LoadedEvent[] = [];
  private readonly again: LoadedEvent[] = [];
  private running: Promise<void> | undefined;
  private stopping = false;

  constructor(
    private readonly url: string,
    private readonly random: () => number,
  ) {}

  start(): void {
    this.stopping = false;
    this.running = Promise.all(Array.from({ length: SENDERS }, () => this.send())).then(() => undefined);
  }

  /**
   * Stops making new events, and sends what was not acknowledged until it is.
   * @throws Error where nothing was acknowledged for two minutes
   */
  async finish(): Promise<void> {
    this.stopping = true;
    await this.running;
    let patientUntil = Date.now() + GIVEN_UP_MS;
    while (this.again.length > 0) {
      if (await this.deliver(this.again.splice(0, 1 + this.upTo(1_000)))) patientUntil = Date.now() + GIVEN_UP_MS;
      else if (Date.now() > patientUntil) throw new Error(`Nothing is taken any more: ${this.said()}`);
      else await delay(100);
    }
  }

  /** What was refused, and how. */
  private said(): string {
    return JSON.stringify({ hung: this.hung, left: this.again.length, ...Object.fromEntries(this.refusals) });
  }

  get expected(): Expected {
    const active = this.sent.filter(({ type }) => type !== 'member.signed_up');
    const signups = this.sent.filter(({ type }) => type === 'member.signed_up');
    return {
      events: this.sent.length,
      activeByDay: countBy(active, 10),
      activeByMonth: countBy(active, 7),
      signupsByDay: countBy(signups, 10),
    };
  }

  private async send(): Promise<void> {
    let done = true;
    while (!this.stopping) {
      // Small requests are committed in groups, large ones alone: both ways of ingest are under way when the kill comes.
      const size = this.random() < 0.85 ? 1 + this.upTo(20) : 500 + this.upTo(700);
      // While nothing is taken, what was refused is tried again, so that the load does not grow with the time it is down.
      const repeated = this.again.splice(0, done ? this.upTo(size / 2) : size);
      const fresh = done || repeated.length === 0 ? size - repeated.length : 0;
      done = await this.deliver(repeated.concat(Array.from({ length: fresh }, () => this.newEvent())));
      await delay(done ? this.upTo(50) : 100 + this.upTo(200));
    }
  }

  private newEvent(): LoadedEvent {
    const i = this.sent.length;
    const share = this.random();
    const type = share < 0.7 ? 'member.active' : share < 0.85 ? 'member.signed_up' : 'message.sent';
    const event = {
      type,
      id: `event-${i}`,
      member_id: `member-${i}`,
      ...(type === 'message.sent' ? { message_id: `message-${i}` } : {}),
      occurred_at: FIRST_DAY + this.upTo(DAYS * DAY_MS),
    } as const;
    this.sent.push(event);
    return event;
  }

  /** @returns whether the events were acknowledged; if not they will be sent again */
  private async deliver(events: readonly LoadedEvent[]): Promise<boolean> {
    const outcome = await this.post(events);
    if (outcome === 'acknowledged') {
      this.acknowledged += events.length;
      return true;
    }
    this.refusals.set(outcome, (this.refusals.get(outcome) ?? 0) + 1);
    this.ambiguous += events.length;
    this.again.push(...events);
    return false;
  }

  private async post(events: readonly LoadedEvent[]): Promise<string> {
    try {
      const response = await fetch(`${this.url}/v1/events`, {
        method: 'POST',
        headers: {
          authorization: `Bearer ${BOOTSTRAP_KEY}`,
          'content-type': 'application/json',
          'content-encoding': 'gzip',
        },
        body: gzipSync(JSON.stringify(events), { level: 1 }),
        signal: AbortSignal.timeout(HUNG_MS),
      });
      const answer = (await response.json()) as IngestResult & { code?: string };
      if (response.status !== 202) return `${response.status} ${answer.code}`;
      // A 202 that takes only part of good events would be a fault that sending again would hide.
      if (answer.accepted !== events.length) throw new RangeError(`Rejected: ${JSON.stringify(answer.rejected[0])}`);
      return 'acknowledged';
    } catch (error) {
      if (error instanceof RangeError) throw error;
      const { name, cause } = error as Error & { cause?: { code?: string } };
      if (name === 'TimeoutError') this.hung++;
      return cause?.code ?? name;
    }
  }

  private upTo(limit: number): number {
    return Math.floor(this.random() * limit);
  }
}

/** Counts by the first characters of the UTC date. */
function countBy(events: readonly LoadedEvent[], digits: number): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { occurred_at } of events) {
    const period = new Date(occurred_at).toISOString().slice(0, digits);
    counts[period] = (counts[period] ?? 0) + 1;
  }
  return counts;
}
