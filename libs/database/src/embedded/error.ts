/** A start that cannot succeed. The message says what happened and what to do; show it without a stack. */
export class EmbeddedPostgresError extends Error {
  override name = 'EmbeddedPostgresError';
}
