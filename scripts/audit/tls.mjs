import { isIP } from 'node:net';
import { connect } from 'node:tls';

/** A certificate that ends sooner should have been renewed. */
const LEAST_DAYS = 14;
const DAY_MS = 24 * 60 * 60 * 1000;

/**
 * Rollcall speaks plain HTTP, and a proxy adds TLS. This lists the requirements for the proxy, and checks a given one.
 * @param {string | undefined} target host, or host:port
 * @returns {Promise<import('./report.mjs').Part>}
 */
export async function tls(target) {
  const advice = [
    '- TLS 1.2 and 1.3 alone; of 1.2 the ciphers with ECDHE and AEAD (Mozilla, "intermediate").',
    '- A certificate that renews itself, and `PUBLIC_URL` with https: then cookies are `Secure`, and answers have HSTS for a year.',
    '- Port 80 does nothing but redirect. Nobody reaches the server but through the proxy that `TRUST_PROXY` counts.',
    '- `sslmode=verify-full` to a PostgreSQL on another machine, `smtps:` or `?requireTLS=true` to the mail server.',
  ];
  const name = 'TLS';
  if (!target)
    return {
      name,
      advice: true,
      findings: [],
      looked: ['Advice for the proxy (`--tls host` asks one that runs):', '', ...advice],
    };
  const { findings, seen } = await ask(target);
  return { name, findings, looked: [`- ${target}: ${seen}`, ...advice] };
}

/** @param {string} target */
export async function ask(target, { ca = /** @type {string | undefined} */ (undefined) } = {}) {
  const [host = '', port = '443'] = target.split(':');
  const to = { host, port: Number(port), ca, ...(isIP(host) ? {} : { servername: host }) };
  const findings = [];
  let seen = 'no TLS';
  try {
    const { protocol, validTo } = await handshake({ ...to, minVersion: 'TLSv1.2' });
    const days = Math.floor((Date.parse(validTo) - Date.now()) / DAY_MS);
    seen = `${protocol}, a certificate for ${days} days`;
    if (days < LEAST_DAYS) findings.push(`The certificate of ${target} ends in ${days} days.`);
  } catch (error) {
    findings.push(`${target} has no good TLS: ${/** @type {Error} */ (error).message}`);
  }
  // OpenSSL offers these only at its level 0.
  const old = {
    ...to,
    minVersion: /** @type {const} */ ('TLSv1'),
    maxVersion: /** @type {const} */ ('TLSv1.1'),
  };
  const takesOld = await handshake({ ...old, ciphers: 'DEFAULT@SECLEVEL=0', rejectUnauthorized: false }).then(
    ({ protocol }) => protocol,
    () => undefined,
  );
  if (takesOld) findings.push(`${target} takes ${takesOld}.`);
  return { findings, seen };
}

/**
 * @param {import('node:tls').ConnectionOptions} options
 * @returns {Promise<{ protocol: string | null, validTo: string }>}
 */
function handshake(options) {
  return new Promise((resolve, reject) => {
    const socket = connect({ ...options, timeout: 10_000 }, () => {
      resolve({ protocol: socket.getProtocol(), validTo: socket.getPeerCertificate().valid_to });
      socket.destroy();
    });
    socket.on('error', reject).on('timeout', () => socket.destroy(new Error('no answer')));
  });
}
