import type { Workspace } from '@grapevine/contracts';
import { type QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { useState } from 'react';
import { useParameters } from './address.js';
import { slugOfAddress, WORKSPACE } from './api/client.js';
import { createQueryClient } from './api/query-client.js';
import { askToSignIn } from './asked-address.js';
import { Breakage } from './breakage.js';
import { LanguageProvider } from './language/language.js';
import { useLanguageChoice } from './language/languages.js';
import { Pages } from './pages.js';

/**
 * The app inside a router: what was read from the API, and the way to the sign-in page once the session has ended.
 * @param first what it begins with
 */
export function App({ first }: { first: First }) {
  const { language } = useLanguageChoice();
  const { client, id } = useClient(first);
  return (
    <LanguageProvider value={language}>
      <Breakage>
        <QueryClientProvider key={id} client={client}>
          <Pages />
        </QueryClientProvider>
      </Breakage>
    </LanguageProvider>
  );
}

/** What is read of one workspace. */
export interface First {
  client: QueryClient;
  /** Its slug as the address says it; '' while it leaves it to the server. */
  workspace: string;
}

interface Client extends First {
  /** Another one for every client: what is drawn belongs to one. */
  id: number;
}

/** What was read of one workspace: of another nothing of it may be shown. */
function useClient(first: First): Client {
  const workspace = useParameters().get(WORKSPACE) ?? '';
  const [shown, setShown] = useState<Client>(() => ({ ...first, id: 0 }));
  if (shown.workspace === workspace) return shown;
  // The address may only come to say what was shown all along.
  const isNamed = shown.workspace === '' && shown.client.getQueryData<Workspace>(['workspace'])?.slug === workspace;
  const next = isNamed ? { ...shown, workspace } : { workspace, id: shown.id + 1, client: newClient() };
  setShown(next);
  return next;
}

/** An empty cache for the workspace of the address. */
export const firstClient = (): First => ({ workspace: slugOfAddress() ?? '', client: newClient() });

function newClient(): QueryClient {
  const client = createQueryClient(() => {
    const hasRead = client.getQueryCache().findAll({ predicate: ({ state }) => state.data !== undefined }).length > 0;
    askToSignIn(hasRead ? 'ended' : 'needed');
  });
  return client;
}
