import { networkInterfaces } from 'node:os';
import type { Network } from './network.ts';

/** What Docker and the like put beside the real ones: no tablet reaches them. */
const VIRTUAL = /^(docker|br-|veth|virbr|cni|flannel)/;

export const systemNetwork: Network = {
  addresses: () =>
    Object.entries(networkInterfaces())
      .filter(([name]) => !VIRTUAL.test(name))
      .flatMap(([, all]) => all ?? [])
      .filter(({ family, internal }) => family === 'IPv4' && !internal)
      .map(({ address }) => address),
};
