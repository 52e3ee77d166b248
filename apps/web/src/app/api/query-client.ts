import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query';
import { ApiError } from './client.js';

const isSignedOut = (error: Error): boolean => error instanceof ApiError && error.status === 401;
/** No answer, or a server that may do better in a moment; everything else would be refused again. */
const isPassing = (error: Error): boolean => error instanceof ApiError && (error.status === 0 || error.status >= 500);

/**
 * The cache of everything read from the API.
 * @param onSignedOut called when the server no longer knows the session, whichever request found out.
 */
export function createQueryClient(onSignedOut: () => void): QueryClient {
  const onError = (error: Error): void => {
    if (isSignedOut(error)) onSignedOut();
  };
  return new QueryClient({
    queryCache: new QueryCache({ onError }),
    mutationCache: new MutationCache({
      // Signing in may be refused without anybody having been signed in; that page says so itself.
      onError: (error, _variables, _result, mutation) => {
        if (mutation.options.mutationKey?.[0] !== 'sign-in') onError(error);
      },
    }),
    defaultOptions: {
      // A request that cannot be sent must fail and be shown as such, not wait unseen for the network.
      queries: {
        networkMode: 'always',
        staleTime: 30_000,
        retry: (failures, error) => failures < 1 && isPassing(error),
        retryDelay: 800,
      },
      mutations: { networkMode: 'always' },
    },
  });
}
