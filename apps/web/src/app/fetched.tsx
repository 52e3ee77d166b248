import { type ComponentType, lazy } from 'react';

/** A part of the app that could not be fetched: the server is away, or was updated and has no such file any more. */
export class NotFetchedError extends Error {
  constructor(cause: unknown) {
    super('A part of the page could not be fetched.', { cause });
    this.name = 'NotFetchedError';
  }
}

/** A component that is fetched when it is first drawn, or before. Drawing it throws {@link NotFetchedError} where that fails. */
export type Fetched<Props> = ComponentType<Props> & {
  /** Has fetched it when it ends; a failure is told where it is drawn. */
  prefetch(): Promise<void>;
};

/**
 * React's own `lazy` waits once even for what is here: it draws the fallback first, and what takes its place some 300 ms later. So it is
 * drawn only where it has to wait.
 */
export function fetched<Props extends object>(load: () => Promise<ComponentType<Props>>): Fetched<Props> {
  let here: ComponentType<Props> | undefined;
  let fetching: Promise<void> | undefined;
  const fetchOnce = () => {
    fetching ??= load().then(
      (component) => {
        here = component;
      },
      (cause: unknown) => {
        throw new NotFetchedError(cause);
      },
    );
    return fetching;
  };
  // Never drawn itself: by the time that it has been fetched, what was fetched is here.
  const Awaited = lazy(async () => {
    await fetchOnce();
    return { default: Fetched };
  });
  // biome-ignore lint/correctness/noComponentHookFactories: made once for each part, when the file that names it is read
  function Fetched(props: Props) {
    const Component: ComponentType<Props> = here ?? Awaited;
    return <Component {...props} />;
  }
  Fetched.prefetch = () => fetchOnce().catch(() => undefined);
  return Fetched;
}
