import { QueryClientProvider } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { useNavigate } from 'react-router';
import { createQueryClient } from './api/query-client.js';
import { Breakage } from './breakage.js';
import { LanguageProvider } from './language/language.js';
import { useLanguageChoice } from './language/languages.js';
import { Pages } from './pages.js';

const SIGN_IN = '/sign-in';

/** The app inside a router: what was read from the API, and the way to the sign-in page once the session has ended. */
export function App() {
  const { language } = useLanguageChoice();
  const navigate = useNavigate();
  const latest = useRef(navigate);
  useEffect(() => {
    latest.current = navigate;
  }, [navigate]);
  const [client] = useState(() =>
    createQueryClient(() => {
      if (window.location.pathname !== SIGN_IN) void latest.current(`${SIGN_IN}?because=ended`);
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
