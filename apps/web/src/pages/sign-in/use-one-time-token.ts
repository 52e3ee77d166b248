import { useEffect, useState } from 'react';

/**
 * The token of a one-time link (`/sign-in#token=...`), taken out of the address at once, so that it stays neither in the history nor
 * in a copied link. A part after `#` is never sent to a server, so no log has it either.
 */
export function useOneTimeToken(): string | null {
  // Only read here: a drawing that is begun may be given up and begun again.
  const [token] = useState(tokenOfAddress);
  useEffect(() => {
    if (token !== null) window.history.replaceState(window.history.state, '', window.location.pathname);
  }, [token]);
  return token;
}

const tokenOfAddress = (): string | null => new URLSearchParams(window.location.hash.slice(1)).get('token');
