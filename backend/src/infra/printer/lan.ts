import { lookup } from 'node:dns/promises';
import { BlockList, isIP } from 'node:net';
import type { Refusal } from './printer.ts';

/** Which addresses a printer may have: `lan` is a private address and a port of printers, `any` whatever it is. */
export type PrinterReach = 'lan' | 'any';

/** Ports of raw printing: 9100, and the further ones of print servers with several sockets. */
const PORTS = { from: 9100, to: 9199 };

/** Private networks. Not this machine itself, and not link-local, where clouds keep their keys. */
const PRIVATE = new BlockList();
PRIVATE.addSubnet('10.0.0.0', 8, 'ipv4');
PRIVATE.addSubnet('172.16.0.0', 12, 'ipv4');
PRIVATE.addSubnet('192.168.0.0', 16, 'ipv4');
PRIVATE.addSubnet('fc00::', 7, 'ipv6');

/** True for an address in a private network; an IPv4 address in the clothes of IPv6 counts as what it is. */
export function isPrivate(address: string): boolean {
  const bare = address.replace(/^::ffff:(?=\d+\.\d+\.\d+\.\d+$)/i, '');
  const family = isIP(bare);
  return family !== 0 && PRIVATE.check(bare, family === 6 ? 'ipv6' : 'ipv4');
}

/** The address to connect to, or why not. A name counts as what it stands for at this moment: it is looked up at each connection. */
export async function addressIn(reach: PrinterReach, host: string, port: number): Promise<{ address: string } | { refusal: Refusal }> {
  if (reach === 'lan' && (port < PORTS.from || port > PORTS.to)) return { refusal: 'port' };
  const found = await lookup(host, { all: true }).catch(() => []);
  const [first] = found;
  if (!first) return { refusal: 'unknown-host' };
  return reach === 'any' || found.every(({ address }) => isPrivate(address)) ? { address: first.address } : { refusal: 'address' };
}
