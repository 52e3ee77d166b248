import type { Readiness } from '@grapevine/contracts';

/** Something that has to work for the process to be of use. */
export interface Check {
  readonly name: string;
  /** @throws when it does not work */
  run(): Promise<void>;
}

const PATIENCE_MS = 5_000;
const FRESH_MS = 1_000;

/** Asks every engine whether it answers; several callers within a second share one round. */
export class ReadinessProbe {
  private round: Promise<Readiness> | undefined;
  private roundAt = Number.NEGATIVE_INFINITY;
  private closing = false;

  constructor(private readonly checks: readonly Check[]) {}

  check(): Promise<Readiness> {
    if (this.closing) return Promise.resolve({ ready: false, checks: { process: 'failing' } });
    if (!this.round || performance.now() - this.roundAt > FRESH_MS) {
      this.round = this.run();
      this.roundAt = performance.now();
    }
    return this.round;
  }

  /** From now on not ready, so that no more traffic is sent here. */
  close(): void {
    this.closing = true;
  }

  private async run(): Promise<Readiness> {
    const results = await Promise.all(this.checks.map(async (check) => [check.name, await this.works(check)] as const));
    return { ready: results.every(([, works]) => works === 'ok'), checks: Object.fromEntries(results) };
  }

  private async works(check: Check): Promise<'ok' | 'failing'> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<'failing'>((resolve) => {
      timer = setTimeout(resolve, PATIENCE_MS, 'failing');
    });
    try {
      return await Promise.race([check.run().then(() => 'ok' as const), late]);
    } catch {
      return 'failing';
    } finally {
      clearTimeout(timer);
    }
  }
}
