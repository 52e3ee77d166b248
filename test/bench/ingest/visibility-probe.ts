import { setTimeout as sleep } from 'node:timers/promises';
import type { Product } from './product.js';

const SEND_EVERY_MS = 500;
const LOOK_EVERY_MS = 100;
/** After the load has ended, the last probes are waited for. */
const LAST_LOOK_MS = 120_000;

/**
 * Measures the time from sending an event to seeing it in an answer, while the load runs beside it.
 *
 * Twice a second it sends one event of a member whom nobody knew, marked by an app_version that nothing else has, and ten times a
 * second it asks for the active members of that day with that mark: one small question for all probes under way, where a
 * question for each would itself be load. That number is how many probes are visible; the n-th to become visible is taken for
 * the n-th that was sent. The time is measured to the end of the answer that shows it, so it holds up to 100 ms of waiting for
 * the next look.
 */
export class VisibilityProbe {
  private readonly sentAt: number[] = [];
  private readonly seenAfterMs: number[] = [];
  private readonly mark: string;
  private readonly at = Date.now();
  private stopped = false;
  private readonly work: Promise<unknown>;

  constructor(
    private readonly product: Product,
    run: number,
  ) {
    this.mark = `probe-${run}`;
    this.work = Promise.all([this.send(), this.look()]);
    // Awaited in stop(); until then a failure must not end the bench without its report.
    this.work.catch(() => {});
  }

  /** Sends no more, waits for those under way. @returns milliseconds to visible, of each */
  async stop(): Promise<number[]> {
    this.stopped = true;
    await this.work;
    return this.seenAfterMs;
  }

  private async send(): Promise<void> {
    const started = performance.now();
    for (let n = 0; !this.stopped; n++) {
      const event = { type: 'member.active', id: `${this.mark}-${n}`, member_id: `${this.mark}-${n}` };
      const sentAt = performance.now();
      this.sentAt.push(sentAt);
      await this.product.post('/v1/events', { ...event, occurred_at: this.at, app_version: this.mark });
      await sleep(Math.max(0, started + (n + 1) * SEND_EVERY_MS - performance.now()));
    }
  }

  private async look(): Promise<void> {
    const day = new Date(this.at).toISOString().slice(0, 10);
    const question = `/v1/series?metric=active_members&grain=day&from=${day}&to=${day}&filter=app_version:${this.mark}`;
    let endAt = Number.POSITIVE_INFINITY;
    while (!this.stopped || this.seenAfterMs.length < this.sentAt.length) {
      if (this.stopped) endAt = Math.min(endAt, performance.now() + LAST_LOOK_MS);
      if (performance.now() > endAt) throw new Error('A probe did not become visible within two minutes of the end.');
      const { data } = (await (await this.product.get(question)).json()) as { data: { value: number | null }[] };
      const visible = data[0]?.value ?? 0;
      const now = performance.now();
      while (this.seenAfterMs.length < visible) {
        this.seenAfterMs.push(now - (this.sentAt[this.seenAfterMs.length] as number));
      }
      await sleep(LOOK_EVERY_MS);
    }
  }
}
