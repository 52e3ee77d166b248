/** From an instant on a zone has this offset; both in milliseconds. */
interface OffsetPiece {
  readonly from: number;
  readonly offset: number;
}

/**
 * The local day of `occurred_at` as an expression. The offsets are the product's own: the zone tables of ClickHouse are of another
 * version, and a rebuild must put an event on the day on which ingest would.
 *
 * @param pieces the zone's offsets over all instants that are asked about, in order
 * @returns SQL, and adds its bindings to `params`
 */
export function localDay(pieces: readonly OffsetPiece[], params: Record<string, unknown>): string {
  params.changes = pieces.slice(1).map(({ from }) => from);
  params.offsets = pieces.map(({ offset }) => offset);
  const instant = 'toUnixTimestamp64Milli(occurred_at)';
  const piece = `arrayCount(at -> at <= ${instant}, {changes:Array(Int64)}) + 1`;
  const offset = pieces.length === 1 ? '{offsets:Array(Int64)}[1]' : `{offsets:Array(Int64)}[${piece}]`;
  // The clock on the wall read as if it were UTC.
  return `toDate32(fromUnixTimestamp64Milli(${instant} + ${offset}, 'UTC'))`;
}
