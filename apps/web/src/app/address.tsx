import { createContext, type ReactNode, useContext, useLayoutEffect, useMemo, useState, useTransition } from 'react';
import { Router } from 'wouter';
import { navigate } from 'wouter/use-browser-location';

export { navigate };

/** What the pages read of the browser's address. */
interface Address {
  path: string;
  search: string;
}

/** The router makes events of the calls that change the address; the first one is the browser's own, for Back and Forward. */
const CHANGES = ['popstate', 'pushState', 'replaceState'];

const readAddress = (): Address => ({ path: window.location.pathname, search: window.location.search });

const isSame = (one: Address, other: Address): boolean => one.path === other.path && one.search === other.search;

const AddressContext = createContext<Address>({ path: '/', search: '' });
const PendingContext = createContext(false);
const usePath = (): [string, typeof navigate] => [useContext(AddressContext).path, navigate];
const useSearchText = (): string => useContext(AddressContext).search;

/** Follows the browser's address. A change is a transition: what is drawn stays until what comes next has been fetched. */
export function AddressRouter({ children }: { children: ReactNode }) {
  const [address, setAddress] = useState(readAddress);
  const [isPending, startTransition] = useTransition();
  // Before the effects of what is inside: they may change the address as soon as they are drawn.
  useLayoutEffect(() => {
    const follow = () => startTransition(() => setAddress(readAddress()));
    // It may have become another one since it was read, too.
    setAddress((drawn) => (isSame(drawn, readAddress()) ? drawn : readAddress()));
    for (const change of CHANGES) window.addEventListener(change, follow);
    return () => {
      for (const change of CHANGES) window.removeEventListener(change, follow);
    };
  }, []);
  return (
    <PendingContext value={isPending}>
      <AddressContext value={address}>
        <Router hook={usePath} searchHook={useSearchText}>
          {children}
        </Router>
      </AddressContext>
    </PendingContext>
  );
}

/** Whether another address has been asked for than the one that is drawn. */
export const useIsPending = (): boolean => useContext(PendingContext);

/** The parameters of the address that is drawn. */
export function useParameters(): URLSearchParams {
  const search = useSearchText();
  return useMemo(() => new URLSearchParams(search), [search]);
}
