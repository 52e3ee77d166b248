/**
 * What a bench has started and must end: engines, processes, folders. Ended in the reverse order, also when the bench is
 * interrupted, since a PostgreSQL or a folder of gigabytes left behind would be found by nobody.
 */
export class Closers {
  private readonly closers: (() => unknown)[] = [];

  constructor() {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) {
      process.once(signal, () => {
        void this.close().then(() => process.exit(1));
      });
    }
  }

  add(close: () => unknown): void {
    this.closers.push(close);
  }

  /** Ends everything; what fails to end does not keep the rest from ending. */
  async close(): Promise<void> {
    for (let close = this.closers.pop(); close; close = this.closers.pop()) {
      try {
        await close();
      } catch (error) {
        console.error((error as Error).message);
      }
    }
  }
}
