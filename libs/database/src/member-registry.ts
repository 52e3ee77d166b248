import { LRUCache } from 'lru-cache';
import type { DataSource, EntityManager } from 'typeorm';

/** Hashes whose numbers a process remembers: about 100 MiB when full. A number never changes, so entries never go stale. */
const REMEMBERED = 500_000;

/**
 * The only place that knows people: gives each keyed hash of a member id the next number of its workspace, for ever.
 * Numbers are dense and begin at 1, because bitmaps want them so.
 */
export class MemberRegistry {
  private readonly known = new LRUCache<string, number>({ max: REMEMBERED });

  constructor(private readonly source: DataSource) {}

  /**
   * @param hashes 32 hexadecimal digits each; a hash is scoped to its workspace already
   * @returns the number of every hash, new ones committed to the database
   */
  async resolve(workspaceId: number, hashes: readonly string[]): Promise<Map<string, number>> {
    const numbers = new Map<string, number>();
    const unknown: string[] = [];
    for (const hash of hashes) {
      const number = this.known.get(hash);
      if (number === undefined) unknown.push(hash);
      else numbers.set(hash, number);
    }
    if (unknown.length === 0) return numbers;
    const missing = await this.lookUp(this.source.manager, workspaceId, unknown, numbers);
    if (missing.length > 0) await this.register(workspaceId, missing, numbers);
    for (const hash of unknown) this.known.set(hash, numbers.get(hash) as number);
    return numbers;
  }

  /** @returns the numbers of those hashes that have one; nobody is registered */
  async find(workspaceId: number, hashes: readonly string[]): Promise<Map<string, number>> {
    const numbers = new Map<string, number>();
    await this.lookUp(this.source.manager, workspaceId, hashes, numbers);
    return numbers;
  }

  /** Adds what is registered to `numbers`; @returns what is not */
  private async lookUp(
    manager: EntityManager,
    workspaceId: number,
    hashes: readonly string[],
    numbers: Map<string, number>,
  ): Promise<string[]> {
    const rows: { hash: string; member_no: string }[] = await manager.query(
      `SELECT encode(member_hash, 'hex') AS hash, member_no FROM members
       WHERE workspace_id = $1 AND member_hash = ANY (SELECT decode(h, 'hex') FROM unnest($2::text[]) AS h)`,
      [workspaceId, arrayOf(hashes)],
    );
    for (const row of rows) numbers.set(row.hash, Number(row.member_no));
    return hashes.filter((hash) => !numbers.has(hash));
  }

  /** One writer a workspace at a time: whoever holds the counter looks again, then numbers what is still missing. */
  private async register(workspaceId: number, hashes: readonly string[], numbers: Map<string, number>): Promise<void> {
    await this.source.transaction(async (manager) => {
      const [counter] = await manager.query(
        `INSERT INTO member_counters (workspace_id) VALUES ($1)
         ON CONFLICT (workspace_id) DO UPDATE SET last_no = member_counters.last_no
         RETURNING last_no`,
        [workspaceId],
      );
      const missing = await this.lookUp(manager, workspaceId, hashes, numbers);
      if (missing.length === 0) return;
      const last = Number(counter.last_no);
      await manager.query(
        `INSERT INTO members (workspace_id, member_hash, member_no)
         SELECT $1, decode(hash, 'hex'), $3::bigint + position FROM unnest($2::text[]) WITH ORDINALITY AS new (hash, position)`,
        [workspaceId, arrayOf(missing), last],
      );
      await manager.query('UPDATE member_counters SET last_no = $2 WHERE workspace_id = $1', [
        workspaceId,
        last + missing.length,
      ]);
      missing.forEach((hash, i) => {
        numbers.set(hash, last + 1 + i);
      });
    });
  }
}

/** A literal of text[]. The driver would look through each element for what must be escaped; digits need none. */
const arrayOf = (hashes: readonly string[]): string => `{${hashes.join(',')}}`;
