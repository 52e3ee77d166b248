import { type LookupAddress, lookup } from 'node:dns';
import { isIP, type LookupFunction } from 'node:net';
import ipaddr from 'ipaddr.js';
import { DestinationError } from './destination.js';

/** All that is given out to the internet of IPv6; what embeds an address of IPv4 in another way lies elsewhere. */
const GLOBAL_UNICAST = ipaddr.IPv6.parseCIDR('2000::/3');

/** Whether an address leads to the internet, and to no machine or network of our own. @param address IPv4 or IPv6 */
export function isPublic(address: string): boolean {
  // An address of IPv4 that is written as one of IPv6 is looked at as what it is.
  const parsed = ipaddr.process(address);
  if (parsed.range() !== 'unicast') return false;
  return parsed instanceof ipaddr.IPv4 || parsed.match(GLOBAL_UNICAST);
}

/** @param hostname of a URL: for an address nothing is looked up @throws DestinationError */
export function refusePrivateLiteral(hostname: string): void {
  const bare = hostname.replace(/^\[|\]$/g, '');
  if (isIP(bare) && !isPublic(bare)) throw privateAddress(hostname);
}

/**
 * Looks a name up for a connection: what is checked is what is connected to, whatever the name said a moment ago. A name of which one
 * address is private is refused, since which of them is taken is chance.
 */
export const lookupPublic: LookupFunction = (hostname, options, callback) => {
  lookup(hostname, { ...options, all: true }, (error, addresses: LookupAddress[]) => {
    if (error) return callback(error, '', 0);
    if (!addresses.every(({ address }) => isPublic(address))) return callback(privateAddress(hostname), '', 0);
    if (options.all) return callback(null, addresses);
    const [first] = addresses as [LookupAddress];
    callback(null, first.address, first.family);
  });
};

const privateAddress = (hostname: string): DestinationError =>
  new DestinationError(
    `${hostname} leads to an address that is not public, and exports are not sent there. Whoever runs the server can allow it: ` +
      'GRAPEVINE_EXPORT_PRIVATE_ADDRESSES.',
    false,
  );
