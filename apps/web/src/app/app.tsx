import { QueryClientProvider } from '@tanstack/react-query';
import { useState } from 'react';
import { navigate } from './address.js';
import { createQueryClient } from './api/query-client.js';
import { Breakage } from './breakage.js';
import { LanguageProvider } from './language/language.js';
import { useLanguageChoice } from './language/languages.js';
import { Pages } from './pages.js';

const SIGN_IN = '/sign-in';

/** The app inside a router: what was read from the API, and the way to the sign-in page once the session has ended. */
export function App() {
  const { language } = useLanguageChoice();
  const [client] = useState(() =>
    createQueryClient(() => {
      if (window.location.pathname !== SIGN_IN) navigate(`${SIGN_IN}?because=ended`);
    }),
  );
  return (
    <LanguageProvider value={language}>
      <Breakage>
        <QueryClientProvider client={client}>
          <Pages />
        </QueryClientProvider>
      </Breakage>
    </LanguageProvider>
  );
}
