import { UNKNOWN_VALUE } from '@grapevine/contracts';
import type { IncomingRow } from '@grapevine/pipeline';
import { LOGGED_DIMENSIONS, type Scope } from './queries/kept-values.js';

type LoggedDimension = (typeof LOGGED_DIMENSIONS)[number];

/** Of a row, what dimensions it has. */
export interface DimensionedRow extends Scope {
  readonly event: Pick<IncomingRow['event'], LoggedDimension | 'properties'>;
}

/** A value of a dimension that an event gave. */
export interface GivenValue extends Scope {
  readonly dimension: string;
  readonly value: string;
}

/** So many values of one dimension are remembered; beyond them it is forgotten whole, and what comes again is stored again, which changes nothing. */
const MOST_REMEMBERED = 50_000;

/** What this process knows to be stored of the values of dimensions: nearly every event brings values that came before. */
export class KnownValues {
  private readonly known = new Map<string, Set<string>>();

  /** @returns the values that rows give and of which it is not known that they are stored, each once; `unknown` is none */
  newIn(rows: readonly DimensionedRow[]): GivenValue[] {
    const found = new Map<string, GivenValue>();
    let scope: DimensionedRow | undefined;
    let logged: (ReadonlySet<string> | undefined)[] = [];
    for (const row of rows) {
      if (row.workspace !== scope?.workspace || row.revision !== scope.revision) {
        scope = row;
        logged = LOGGED_DIMENSIONS.map((dimension) => this.known.get(keyOf(row, dimension)));
      }
      for (let i = 0; i < LOGGED_DIMENSIONS.length; i++) {
        const dimension = LOGGED_DIMENSIONS[i] as LoggedDimension;
        const value = row.event[dimension];
        if (value !== '' && !logged[i]?.has(value)) note(found, row, dimension, value);
      }
      for (const dimension in row.event.properties) {
        const value = row.event.properties[dimension] as string;
        if (value !== '' && !this.known.get(keyOf(row, dimension))?.has(value)) note(found, row, dimension, value);
      }
    }
    return [...found.values()];
  }

  has(given: GivenValue): boolean {
    return this.known.get(keyOf(given, given.dimension))?.has(given.value) ?? false;
  }

  /** From now on these are known to be stored. */
  add(several: readonly GivenValue[]): void {
    for (const given of several) {
      const key = keyOf(given, given.dimension);
      const remembered = this.known.get(key);
      const values = remembered && remembered.size < MOST_REMEMBERED ? remembered : new Set<string>();
      this.known.set(key, values.add(given.value));
    }
  }
}

const keyOf = ({ workspace, revision }: Scope, dimension: string): string => `${workspace} ${revision} ${dimension}`;

function note(found: Map<string, GivenValue>, { workspace, revision }: Scope, dimension: string, value: string): void {
  if (value === UNKNOWN_VALUE) return;
  const key = `${keyOf({ workspace, revision }, dimension)} ${value}`;
  if (!found.has(key)) found.set(key, { workspace, revision, dimension, value });
}
