/** How many events a workspace's log holds, and when and at what cost that was counted. */
export interface LogCount {
  readonly events: number;
  /** Distinct types and keys. */
  readonly identities: number;
  readonly revision: number;
  /** How many batches the ledger had before it was counted. */
  readonly batches: number;
  /** Monotonic milliseconds. */
  readonly at: number;
  readonly tookMs: number;
}

/** What happened to a store behind the server's back shows after this time, though the ledger says that nothing has come. */
const TRUSTED_MS = 60_000;
/**
 * Counting the log is a full read: one that takes longer than this is not repeated whenever something has come. Below it,
 * `pending_events: 0` always comes with counts that hold every acknowledged event.
 */
const DEAR_MS = 5_000;
/** Counting may take at most this share of the time where it is dear. */
const SHARE_OF_TIME = 0.05;

/**
 * What an earlier count is good for. A batch is in the ledger only once its events are stored: while the ledger has no other one, the log
 * holds what it held, and counting again would say the same.
 *
 * @returns `as_of_now`: it still holds; `as_it_was`: it may be old by now, but counting again would cost too much; `none`: count again
 */
export function worthOf(
  last: LogCount,
  { batches, revision, at }: Pick<LogCount, 'batches' | 'revision' | 'at'>,
): 'as_of_now' | 'as_it_was' | 'none' {
  const age = at - last.at;
  const affordable = last.tookMs / SHARE_OF_TIME;
  const isSame = last.batches === batches && last.revision === revision;
  if (isSame && age < Math.max(TRUSTED_MS, affordable)) return 'as_of_now';
  return last.tookMs > DEAR_MS && age < affordable ? 'as_it_was' : 'none';
}
