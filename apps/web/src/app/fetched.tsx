import { type ComponentType, lazy, useState } from 'react';

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
  let fetching: Promise<ComponentType<Props>> | undefined;
  const fetchOnce = () => {
    fetching ??= load().then(
      (component) => {
        here = component;
        return component;
      },
      (cause: unknown) => {
        // What could not be fetched ahead is fetched anew when it is drawn.
        fetching = undefined;
        throw new NotFetchedError(cause);
      },
    );
    return fetching;
  };
  const Awaited = lazy(async () => ({ default: await fetchOnce() }));
  // biome-ignore lint/correctness/noComponentHookFactories: made once for each part, when the file that names it is read
  function Fetched(props: Props) {
    // Not another one later, which would be drawn from its beginning.
    const [Component] = useState<ComponentType<Props>>(() => here ?? Awaited);
    return <Component {...props} />;
  }
  Fetched.prefetch = () =>
    fetchOnce().then(
      () => undefined,
      () => undefined,
    );
  return Fetched;
}
