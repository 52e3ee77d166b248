import type { IncomingRow } from '@grapevine/pipeline';
import type { Scope } from './queries/kept-values.js';

/** The part of Warehouse that the limiter needs. */
export interface ValueStore {
  limitValues(scopes: readonly Scope[]): Promise<number[]>;
}

/** Rows of one scope that have been inserted. */
export interface ScopeRows extends Scope {
  readonly rows: number;
}

/**
 * Sees to it that rows are folded by values that are known, without looking after every insert: a row brings a dimension one value at most,
 * so that nothing can have changed before as many rows have come as there is room for values.
 */
export class ValueLimiter {
  /** How many rows may still come, by scope. */
  private readonly room = new Map<string, number>();

  constructor(private readonly store: ValueStore) {}

  /** To be told after each insert, before the next. What other processes insert they look after themselves. */
  async inserted(several: readonly ScopeRows[]): Promise<void> {
    const full = new Map<string, Scope>();
    for (const { workspace, revision, rows } of several) {
      const key = `${workspace} ${revision}`;
      const left = (this.room.get(key) ?? 0) - rows;
      this.room.set(key, left);
      if (left < 0) full.set(key, { workspace, revision });
    }
    if (full.size === 0) return;
    // Where this fails a few values too many get sets, and it is tried again after the next insert.
    const rooms = await this.store.limitValues([...full.values()]).catch(() => undefined);
    rooms?.forEach((room, i) => void this.room.set([...full.keys()][i] as string, room));
  }
}

/** How many rows there are of each scope. A batch is of one workspace, and of a revision or two, one after the other. */
export function scopesOf(rows: readonly IncomingRow[]): ScopeRows[] {
  const scopes: { workspace: number; revision: number; rows: number }[] = [];
  for (const { workspace, revision } of rows) {
    const last = scopes.at(-1);
    if (last?.workspace === workspace && last.revision === revision) last.rows++;
    else scopes.push({ workspace, revision, rows: 1 });
  }
  return scopes;
}
