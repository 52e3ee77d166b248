import type { Patience } from './backoff.js';
import type { Output } from './progress-display.js';

/** What the command may touch of its process. */
export interface Surroundings {
  /** The key that the environment gives. */
  readonly key: string | undefined;
  readonly stdout: { write(text: string): unknown };
  readonly stderr: Output;
  /** Set when the user asks it to stop. */
  readonly stop: AbortSignal;
  readonly patience: Patience;
}
