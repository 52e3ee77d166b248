/** The queue's store did not do what it was asked. Whoever wanted to know or to put something into it is told so. */
export class QueueUnavailableError extends Error {
  override readonly name = 'QueueUnavailableError';

  /** @param cause what the store or the way to it said */
  constructor(cause: unknown) {
    super(`The queue's store failed: ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
  }
}
