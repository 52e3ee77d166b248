import type { QueryClient } from '@tanstack/react-query';
import { numbersQuery, sessionQuery, statusQuery, workspaceQuery } from './questions.js';

/** Puts what public/ahead.js has asked into the cache as soon as it is answered: what is drawn first can say it then. */
export function readAhead(client: QueryClient): void {
  for (const path of window.askedAhead?.answers.keys() ?? []) {
    if (path === '/v1/workspace') void readWorkspace(client);
    else if (path === '/v1/status') void client.prefetchQuery(statusQuery);
    else void client.prefetchQuery(numbersQuery(path, true));
  }
}

/** Above simulated data stands a banner, for which it must be known who is signed in. */
async function readWorkspace(client: QueryClient): Promise<void> {
  await client.prefetchQuery(workspaceQuery);
  if (client.getQueryData(workspaceQuery.queryKey)?.simulated) await client.prefetchQuery(sessionQuery);
}
