import { describe, expect, it } from '@jest/globals';
import { isPublic, lookupPublic, refusePrivateLiteral } from './public-addresses.js';

/** From the registries of special-purpose addresses of IANA. */
const PRIVATE = [
  ...[
    '0.0.0.0',
    '10.1.2.3',
    '100.64.0.1',
    '127.0.0.1',
    '127.255.0.9',
    '169.254.169.254',
    '172.16.0.1',
    '172.31.255.255',
  ],
  ...['192.0.0.8', '192.0.2.1', '192.168.1.1', '198.18.0.1', '198.51.100.7', '203.0.113.9', '224.0.0.1', '240.0.0.1'],
  ...['255.255.255.255', '::', '::1', '::127.0.0.1', '::ffff:10.0.0.1', '::ffff:7f00:1', '::ffff:0:127.0.0.1'],
  ...[
    '64:ff9b::a00:1',
    '64:ff9b:1::a00:1',
    '100::1',
    '2001::1',
    '2001:db8::1',
    '2002:7f00:1::',
    'fc00::1',
    'fd00:ec2::254',
  ],
  ...['fe80::1', 'fe80::1%lo', 'fec0::1', 'ff02::1'],
];
const PUBLIC = [
  '1.1.1.1',
  '9.9.9.9',
  '172.32.0.1',
  '100.128.0.1',
  '::ffff:1.1.1.1',
  '2606:4700:4700::1111',
  '2a00:1450::1',
];

describe('addresses that exports are sent to', () => {
  it.each(PRIVATE)('%s is not public', (address) => {
    expect(isPublic(address)).toBe(false);
  });

  it.each(PUBLIC)('%s is public', (address) => {
    expect(isPublic(address)).toBe(true);
  });

  it.each([
    'https://2130706433',
    'https://0x7f.1',
    'https://0177.0.0.1',
    'https://[::ffff:169.254.169.254]',
    'https://127.1',
  ])('%s is an address, however it is written', (url) => {
    expect(() => refusePrivateLiteral(new URL(url).hostname)).toThrow('not public');
  });

  it.each([{ all: true }, { all: false }, { family: 4 }])(
    'a name that leads to this machine is refused (%j)',
    async (options) => {
      const error = await new Promise((resolve) => lookupPublic('localhost', options, resolve));
      expect(String(error)).toContain('localhost leads to an address that is not public');
    },
  );
});
