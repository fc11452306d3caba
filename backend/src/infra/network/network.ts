/** The computer's place in its network. */
export interface Network {
  /** Its IPv4 addresses that others can reach, such as `192.168.0.12`; never a loopback one. Read anew each time: Wi-Fi changes. */
  addresses(): readonly string[];
}

/** Whether a server that listens on this address is reached at every address of the computer. */
export const isOpenToNetwork = (host: string): boolean => host === '0.0.0.0' || host === '::';
