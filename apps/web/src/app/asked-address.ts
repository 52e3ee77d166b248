import { navigate } from './address.js';

/** Where the sign-in page is. */
export const SIGN_IN = '/sign-in';
/** The parameter of the sign-in page that says where to go on. */
const GO_ON = 'to';
/** A one-time link is opened in another tab, which knows it from here. */
const STORED_AS = 'grapevine.asked-address';
/** As long as somebody may take to print a link and open it; later he wants to begin anew. */
const KEPT_MS = 60 * 60_000;

interface Kept {
  address: string;
  at: number;
}

/** Leads to the sign-in page, which leads back here. @param because why, as that page says it */
export function askToSignIn(because: 'ended' | 'needed'): void {
  const { pathname, search } = window.location;
  if (pathname === SIGN_IN) return;
  const address = pathname + search;
  keep({ address, at: Date.now() });
  navigate(`${SIGN_IN}?${new URLSearchParams({ because, ...(address === '/' ? {} : { [GO_ON]: address }) })}`);
}

/** Goes to the page that was asked for before somebody had to sign in. @param parameters of the sign-in page */
export function goOn(parameters: URLSearchParams): void {
  const address = parameters.get(GO_ON) ?? kept()?.address;
  keep(undefined);
  navigate((address && ownAddress(address)) || '/', { replace: true });
}

/** An address as far as it is one of ours: a link to the sign-in page must not lead anywhere else. */
function ownAddress(address: string): string | undefined {
  if (!address.startsWith('/') || !URL.canParse(address, window.location.origin)) return undefined;
  const { origin, pathname, search } = new URL(address, window.location.origin);
  return origin === window.location.origin && !pathname.startsWith('//') && pathname !== SIGN_IN
    ? pathname + search
    : undefined;
}

function keep(asked: Kept | undefined): void {
  try {
    if (asked) localStorage.setItem(STORED_AS, JSON.stringify(asked));
    else localStorage.removeItem(STORED_AS);
  } catch {
    // Storage can be forbidden: a link then leads to the first page.
  }
}

function kept(): Kept | undefined {
  try {
    const asked = JSON.parse(localStorage.getItem(STORED_AS) ?? 'null') as Kept | null;
    return asked && Date.now() - asked.at < KEPT_MS ? asked : undefined;
  } catch {
    return undefined;
  }
}
