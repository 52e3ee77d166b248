/** How long the import goes on trying, in milliseconds. */
export interface Patience {
  /** The first pause; each further one is twice as long. */
  readonly firstPauseMs: number;
  readonly longestPauseMs: number;
  /** Until it gives up on a server that has never answered in this run: a wrong address should be said at once. */
  readonly strangerMs: number;
  /** Until it gives up on a server that has answered before: long enough for a restart or an upgrade. */
  readonly acquaintanceMs: number;
}

export const PATIENCE: Patience = {
  firstPauseMs: 250,
  longestPauseMs: 10_000,
  strangerMs: 3_000,
  acquaintanceMs: 10 * 60_000,
};

/**
 * The pause before attempt number `attempt` + 1, from 0: exponential, with a random half, so that the requests in flight do
 * not come back all at once.
 *
 * @param random in [0, 1)
 */
export function pauseMs(attempt: number, patience: Patience, random: number): number {
  const full = Math.min(patience.firstPauseMs * 2 ** attempt, patience.longestPauseMs);
  return full / 2 + (full / 2) * random;
}
