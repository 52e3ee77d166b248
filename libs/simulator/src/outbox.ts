import type { Chance } from './chance.js';
import type { WireEvent } from './wire-event.js';
import { DAY_MS, HOUR_MS, MINUTE_MS } from './world.js';

interface Waiting {
  readonly arrival: number;
  readonly event: WireEvent;
}

/** An event before it is on its way. Fields that are undefined are left out of the JSON. */
export interface Said {
  readonly type: string;
  /** When it happened. */
  readonly at: number;
  /** What the clock of whoever reports it showed then; without it the right time. */
  readonly clock?: number;
  /** Of the reporting phone from UTC. */
  readonly offsetMinutes: number;
  readonly fields: WireEvent;
}

/** Between what happens and the log: events take their time, some days; some come twice; after the end nothing is written any more. */
export class SimulatorOutbox {
  private readonly hours = new Map<number, Waiting[]>();
  private nextHour = Number.NEGATIVE_INFINITY;
  private count = 0;

  /** @param end epoch milliseconds at which the log ends */
  constructor(
    private readonly chance: Chance,
    private readonly end: number,
  ) {}

  /** @returns whether it will be in the log */
  post({ type, at, clock = at, offsetMinutes, fields }: Said): boolean {
    const arrival = at + this.transport();
    const event = {
      type,
      // Senders without ids of their own leave it to the server to tell repetitions.
      ...(this.chance.happens(0.6) ? { id: `e-${(this.count++).toString(36)}` } : {}),
      ...fields,
      occurred_at: this.chance.happens(0.8) ? clock : withOffset(clock, offsetMinutes),
    };
    const repeated = this.chance.happens(0.02) ? this.chance.logNormal(20 * MINUTE_MS, 1.5) : undefined;
    if (arrival >= this.end) return false;
    this.put({ arrival, event });
    if (repeated !== undefined && arrival + repeated < this.end) this.put({ arrival: arrival + repeated, event });
    return true;
  }

  /** What arrives before an instant, in order of arrival, and was not yet taken. */
  *take(until: number): Generator<WireEvent> {
    const hours = [...this.hours.keys()].filter((hour) => hour < until / HOUR_MS).sort((a, b) => a - b);
    for (const hour of hours) {
      const waiting = this.hours.get(hour) ?? [];
      this.hours.delete(hour);
      this.nextHour = hour + 1;
      // Sorting is stable: of one instant, in the order in which they were said.
      for (const { event } of waiting.sort((a, b) => a.arrival - b.arrival)) yield event;
    }
  }

  private put(waiting: Waiting): void {
    const hour = Math.floor(waiting.arrival / HOUR_MS);
    if (hour < this.nextHour) throw new Error('An event arrives in an hour that was already written.');
    const sameHour = this.hours.get(hour);
    if (sameHour) sameHour.push(waiting);
    else this.hours.set(hour, [waiting]);
  }

  /** Mostly seconds; now and then a phone without a network keeps it for hours or days. */
  private transport(): number {
    return this.chance.happens(0.985) ? this.chance.logNormal(1_500, 0.9) : this.chance.whole(HOUR_MS, 3 * DAY_MS);
  }
}

/** RFC 3339 with an offset. */
function withOffset(instant: number, minutes: number): string {
  const text = new Date(instant + minutes * MINUTE_MS).toISOString();
  if (minutes === 0) return text;
  const [hour, minute] = [Math.floor(Math.abs(minutes) / 60), Math.abs(minutes) % 60];
  const two = (value: number) => String(value).padStart(2, '0');
  return text.replace('Z', `${minutes < 0 ? '-' : '+'}${two(hour)}:${two(minute)}`);
}
