/** The import cannot go on. Its message is one sentence or two for the person at the terminal: what happened and what to do. */
export class ImportError extends Error {
  override readonly name = 'ImportError';
}
