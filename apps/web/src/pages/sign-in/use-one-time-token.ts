import { useState } from 'react';

/**
 * The token of a one-time link (`/sign-in#token=...`), taken out of the address at once, so that it stays neither in the history nor
 * in a copied link. A part after `#` is never sent to a server, so no log has it either.
 */
export function useOneTimeToken(): string | null {
  const [token] = useState(takeToken);
  return token;
}

function takeToken(): string | null {
  const token = new URLSearchParams(window.location.hash.slice(1)).get('token');
  if (token !== null) window.history.replaceState(window.history.state, '', window.location.pathname);
  return token;
}
