import type { Address } from '@tableorder/contract/devices';
import { isOpenToNetwork } from '../../infra/network/network.ts';

export interface Reach {
  /** Where guests reach the screens (PUBLIC_URL), or a loopback address when nobody said. */
  readonly publicUrl: string;
  /** The address the servers listen on, and the port of the screens; 0 when any free one was taken. */
  readonly host: string;
  readonly port: number;
}

type Found = Pick<Address, 'url' | 'by'>;

const LOOPBACK = /^(localhost|127(\.\d+){3}|\[::1\]|.+\.localhost)$/;
const isLoopback = (origin: string): boolean => LOOPBACK.test(new URL(origin).hostname);

// A home or shop router gives these out; the other private ranges are more often a container's or a VPN's.
const LIKELY = [/^192\.168\./, /^10\./, /^172\./];
const rank = (address: string): number => {
  const at = LIKELY.findIndex((range) => range.test(address));
  return at === -1 ? LIKELY.length : at;
};

/**
 * The origins at which tablets reach the screens, the surest first. What the operator set counts alone; else `at`, where the asking
 * screen itself was loaded from, which works for sure; else each of the computer's own addresses.
 */
export function addressesFor({ publicUrl, host, port }: Reach, at: string | null, own: readonly string[]): Found[] {
  const reached = (address: string): Found => ({ url: `http://${address}:${port}`, by: 'network' });
  // `npm start` puts the computer's own address there when nobody set one: that is known by the network, and may be one of several.
  const isSet = !isLoopback(publicUrl) && !own.some((address) => reached(address).url === publicUrl);
  if (isSet) return [{ url: publicUrl, by: 'setting' }];
  if (at && !isLoopback(at)) return [{ url: at, by: 'screen' }];
  if (port === 0) return [];
  if (!isOpenToNetwork(host)) return own.filter((address) => address === host).map(reached);
  return own.toSorted((one, other) => rank(one) - rank(other)).map(reached);
}
