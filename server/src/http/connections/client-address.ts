import { isIP, isIPv4 } from 'node:net';
import type { FastifyRequest, FastifyServerOptions } from 'fastify';
import type { Env } from '../../env.js';

/** As Fastify takes it. A number is refused there, as nobody looks at who the next proxy is; here it says so in so many words. */
export function trustedProxies(setting: Env['http']['trustProxy']): FastifyServerOptions['trustProxy'] {
  if (typeof setting === 'number') return (_address, hop) => hop < setting;
  return typeof setting === 'boolean' ? setting : [...setting];
}

type Asking = Pick<FastifyRequest, 'ip' | 'ips'>;

/**
 * The address of the client, as TRUST_PROXY lets it be known, in one form: it is counted by, kept and shown. Of what the
 * proxies say, nothing is taken from the first entry on that is no IP address.
 */
export function clientAddress({ ip, ips = [ip] }: Asking): string {
  if (ips.length === 1 && isIPv4(ip)) return ip;
  let known = '';
  // From the nearest proxy to the client.
  for (const entry of ips) {
    const address = readAddress(entry);
    if (address === undefined) break;
    known = address;
  }
  return known || ip;
}

/** Longer is no address: with its port, in brackets. */
const MAX_LENGTH = 60;

function readAddress(entry: string): string | undefined {
  if (entry.length > MAX_LENGTH) return undefined;
  // RFC 7239: a port is no part of the address, and IPv6 has brackets before one.
  const bare = entry.replace(/^\[([^\]]*)\](?::\d+)?$/, '$1').replace(/^([\d.]+):\d+$/, '$1');
  const [address = ''] = bare.split('%');
  const family = isIP(address);
  if (family === 0) return undefined;
  return family === 4 ? address : canonical(address);
}

function canonical(address: string): string {
  const short = new URL(`http://[${address}]`).hostname.slice(1, -1);
  const [, high, low] = /^::ffff:([\da-f]{1,4}):([\da-f]{1,4})$/.exec(short) ?? [];
  if (high === undefined || low === undefined) return short;
  const bits = parseInt(high, 16) * 65_536 + parseInt(low, 16);
  return [24, 16, 8, 0].map((shift) => Math.floor(bits / 2 ** shift) % 256).join('.');
}
