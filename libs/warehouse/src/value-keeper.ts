import { type DimensionedRow, type GivenValue, KnownValues } from './known-values.js';
import type { Scope } from './queries/kept-values.js';

/** The part of Warehouse that the keeper needs. */
export interface ValueStore {
  insertText(table: string, format: string, text: string): Promise<void>;
  limitValues(scopes: readonly Scope[]): Promise<number[]>;
}

/**
 * Stores which values dimensions have, beside the rows that gave them, and sees to it that rows are folded by values that are known. Hardly any
 * insert brings a new one, and then there is nothing to do.
 */
export class ValueKeeper {
  private readonly known = new KnownValues();
  /** How many new values may still come before their number is asked for, by scope. */
  private readonly room = new Map<string, number>();

  constructor(private readonly store: ValueStore) {}

  /** @returns the values that rows give and that are to be stored with them */
  newIn(rows: readonly DimensionedRow[]): GivenValue[] {
    return this.known.newIn(rows);
  }

  /**
   * To be told of the values of rows that are stored, and before anybody is told that they are: a value without rows would take the place of
   * another among those that are kept, and one that is missing would not be counted.
   *
   * @throws what the warehouse said: nothing of it may be known to be stored
   */
  async stored(values: readonly GivenValue[]): Promise<void> {
    const fresh = values.filter((given) => !this.known.has(given));
    if (fresh.length === 0) return;
    const rows = fresh.map(({ revision, workspace, dimension, value }) => [revision, workspace, dimension, value]);
    await this.store.insertText(
      'incoming_values (revision, workspace, dimension, value)',
      'JSONCompactEachRow',
      JSON.stringify(rows).slice(1, -1),
    );
    this.known.add(fresh);
    await this.limit(fresh);
  }

  /** Where this fails a few values too many get sets, and it is tried again when the next one comes. */
  private async limit(fresh: readonly GivenValue[]): Promise<void> {
    const full = new Map<string, Scope>();
    for (const { workspace, revision } of fresh) {
      const key = `${workspace} ${revision}`;
      const left = (this.room.get(key) ?? 0) - 1;
      this.room.set(key, left);
      if (left < 0) full.set(key, { workspace, revision });
    }
    if (full.size === 0) return;
    const rooms = await this.store.limitValues([...full.values()]).catch(() => undefined);
    rooms?.forEach((room, i) => void this.room.set([...full.keys()][i] as string, room));
  }
}
