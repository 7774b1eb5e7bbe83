import ipaddr from 'ipaddr.js';

/** IPv6 addresses are had by the network of 64 bits: who has one, has them all. */
const NETWORK_PARTS = 4;

/** The client behind an address. */
export function clientAt(address: string): string {
  if (!ipaddr.isValid(address)) return 'address unknown';
  const parsed = ipaddr.process(address);
  return parsed instanceof ipaddr.IPv6
    ? parsed.parts.slice(0, NETWORK_PARTS).join(':')
    : parsed.toString();
}
