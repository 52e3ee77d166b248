import type { ExportManifest } from '@grapevine/contracts';

/** A file that is whole, on this machine, and what is said about it. */
export interface Delivery {
  readonly dataPath: string;
  /** The file's final name: letters, digits, `-`, `_` and `.`, and no folder. */
  readonly fileName: string;
  readonly manifest: ExportManifest;
  readonly manifestName: string;
  /** The same for the same bytes of the same period: a receiver that has seen it may drop what comes again. */
  readonly idempotencyKey: string;
  /** What the file says, in a sentence. */
  readonly headline: string;
  /** The numbers of the last periods, in words: a row of names, then one for each period. Empty where there are none. */
  readonly recent: readonly (readonly string[])[];
  /** A picture of it as PNG, for destinations that show one: it is drawn when it is asked for. Nothing where there is nothing to draw. */
  readonly chart?: () => Promise<Buffer | undefined>;
}

/** A place that files are brought to. Bringing the same delivery again changes nothing there but, at most, its manifest. */
export interface Destination {
  /**
   * @param signal aborted when the run is stopped
   * @returns where the file is, in words for people
   * @throws DestinationError
   */
  deliver(delivery: Delivery, signal: AbortSignal): Promise<{ readonly where: string }>;
}

/** A delivery that did not come about. The message is shown to people: plain words, and never a secret. */
export class DestinationError extends Error {
  override readonly name = 'DestinationError';

  /** @param retry whether trying again can help */
  constructor(
    message: string,
    readonly retry: boolean,
  ) {
    super(message);
  }
}
