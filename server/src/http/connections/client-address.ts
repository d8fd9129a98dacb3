import { isIP, isIPv4 } from 'node:net';
import type { FastifyRequest, FastifyServerOptions } from 'fastify';
import type { Env } from '../../env.js';

/**
 * The setting in Fastify's form. A number trusts that many hops, whatever their addresses. Fastify refuses a number for that
 * reason, so it gets a function.
 */
export function trustedProxies(setting: Env['http']['trustProxy']): FastifyServerOptions['trustProxy'] {
  if (typeof setting === 'number') return (_address, hop) => hop < setting;
  return typeof setting === 'boolean' ? setting : [...setting];
}

type Asking = Pick<FastifyRequest, 'ip' | 'ips'>;

/**
 * The address of the client according to TRUST_PROXY, in one canonical form: it is used for limits, stored and shown. Forwarded
 * entries are ignored from the first one on that is not an IP address.
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

/** A longer text is not an address, port and brackets included. */
const MAX_LENGTH = 60;

function readAddress(entry: string): string | undefined {
  if (entry.length > MAX_LENGTH) return undefined;
  // RFC 7239: the port is not part of the address, and IPv6 has brackets before a port.
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
