/** How many may be inside, and how many may wait for how long. */
export interface PlaceRules {
  readonly inside: number;
  readonly waiting: number;
  readonly patienceMs: number;
}

/** Nobody got a place in time. */
export class NoPlaceError extends Error {
  override readonly name = 'NoPlaceError';
}

/** Places of one key: so many tasks run at a time, a few more wait in order, all others are turned away. */
class Places {
  private inside = 0;
  private readonly waiting: (() => void)[] = [];

  constructor(private readonly rules: PlaceRules) {}

  get unused(): boolean {
    return this.inside === 0 && this.waiting.length === 0;
  }

  async enter(signal: AbortSignal): Promise<void> {
    signal.throwIfAborted();
    if (this.inside < this.rules.inside) this.inside += 1;
    else await this.wait(signal);
  }

  /** The place passes to whoever has waited longest. */
  leave(): void {
    const next = this.waiting.shift();
    if (next) next();
    else this.inside -= 1;
  }

  private wait(signal: AbortSignal): Promise<void> {
    if (this.waiting.length >= this.rules.waiting) return Promise.reject(new NoPlaceError('Too many wait already.'));
    return new Promise((resolve, reject) => {
      const stop = (reason: unknown): void => {
        this.waiting.splice(this.waiting.indexOf(enter), 1);
        end();
        reject(reason);
      };
      const onAbort = (): void => stop(signal.reason);
      const timer = setTimeout(() => stop(new NoPlaceError('None became free.')), this.rules.patienceMs);
      const end = (): void => {
        clearTimeout(timer);
        signal.removeEventListener('abort', onAbort);
      };
      const enter = (): void => {
        end();
        resolve();
      };
      signal.addEventListener('abort', onAbort, { once: true });
      this.waiting.push(enter);
    });
  }
}

/** Places by key: what one key asks never takes those of another. */
export class PlacesByKey {
  private readonly keys = new Map<string, Places>();

  constructor(private readonly rules: PlaceRules) {}

  /** @throws NoPlaceError; the signal's reason once it is aborted */
  async pass<T>(key: string, signal: AbortSignal, task: () => Promise<T>): Promise<T> {
    const places = this.keys.get(key) ?? new Places(this.rules);
    this.keys.set(key, places);
    await places.enter(signal);
    try {
      return await task();
    } finally {
      places.leave();
      if (places.unused) this.keys.delete(key);
    }
  }
}
