import { type ComponentType, lazy } from 'react';

/** A part of the app that could not be fetched: the server is away, or was updated and has no such file any more. */
export class NotFetchedError extends Error {
  constructor(cause: unknown) {
    super('A part of the page could not be fetched.', { cause });
    this.name = 'NotFetchedError';
  }
}

/** A component that is fetched when it is first drawn. Drawing it throws {@link NotFetchedError} where that fails. */
export const fetched = <Props>(load: () => Promise<ComponentType<Props>>) =>
  lazy(async () => {
    try {
      return { default: await load() };
    } catch (cause) {
      throw new NotFetchedError(cause);
    }
  });
