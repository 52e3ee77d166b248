import type { DataSource } from 'typeorm';

/** How far the log of the simulated service has been sent. */
export interface DemoProgress {
  readonly sent: number;
  readonly total: number;
  /** All of it was acknowledged. */
  readonly finished: boolean;
}

/** Any number, the same for all processes: who holds it fills the demo. */
const FILLING_LOCK = 7_164_004;

/** Keeps how far the demo workspace is filled, so that another start goes on where one was ended. */
export class DemoFillings {
  constructor(private readonly source: DataSource) {}

  /** Begins a filling, or leaves the one that was begun as it is. */
  async begin(workspaceId: number, total: number): Promise<void> {
    await this.source.query(
      'INSERT INTO demo_fillings (workspace_id, total) VALUES ($1, $2) ON CONFLICT (workspace_id) DO NOTHING',
      [workspaceId, total],
    );
  }

  async progress(workspaceId: number): Promise<DemoProgress | undefined> {
    const [row] = await this.source.query(
      'SELECT sent, total, finished_at IS NOT NULL AS finished FROM demo_fillings WHERE workspace_id = $1',
      [workspaceId],
    );
    return row;
  }

  /** @returns the workspace whose filling was begun and is not finished */
  async unfinished(): Promise<number | undefined> {
    const [row] = await this.source.query('SELECT workspace_id FROM demo_fillings WHERE finished_at IS NULL LIMIT 1');
    return row?.workspace_id;
  }

  /** @param sent how many events of the log are acknowledged by now */
  async advance(workspaceId: number, sent: number): Promise<void> {
    await this.source.query('UPDATE demo_fillings SET sent = $2 WHERE workspace_id = $1', [workspaceId, sent]);
  }

  async finish(workspaceId: number): Promise<void> {
    await this.source.query('UPDATE demo_fillings SET finished_at = now() WHERE workspace_id = $1', [workspaceId]);
  }

  /** @returns false, and did nothing, where another process is at it */
  async alone(fill: () => Promise<void>): Promise<boolean> {
    const holder = this.source.createQueryRunner();
    await holder.connect();
    try {
      const [{ held }] = await holder.query('SELECT pg_try_advisory_lock($1) AS held', [FILLING_LOCK]);
      if (!held) return false;
      try {
        await fill();
      } finally {
        await holder.query('SELECT pg_advisory_unlock($1)', [FILLING_LOCK]).catch(() => undefined);
      }
      return true;
    } finally {
      await holder.release();
    }
  }
}
