/** Headers and cookies of a server that runs. */

const YEAR_SECONDS = 31_536_000;

/** The required headers of every page (OWASP Secure Headers), with the check of each value. */
const PAGE = {
  'content-security-policy': (/** @type {string} */ value) =>
    ["default-src 'self'", "object-src 'none'", "base-uri 'none'", "frame-ancestors 'none'"].every((part) =>
      value.split(';').includes(part),
    ) && !/unsafe-|\*|https?:/.test(value),
  'strict-transport-security': (/** @type {string} */ value) =>
    Number(/max-age=(\d+)/.exec(value)?.[1]) >= YEAR_SECONDS && value.includes('includeSubDomains'),
  'x-content-type-options': (/** @type {string} */ value) => value === 'nosniff',
  'x-frame-options': (/** @type {string} */ value) => value === 'DENY',
  'referrer-policy': (/** @type {string} */ value) => value === 'no-referrer',
  'cross-origin-opener-policy': (/** @type {string} */ value) => value === 'same-origin',
  'cross-origin-resource-policy': (/** @type {string} */ value) => value === 'same-origin',
  'permissions-policy': (/** @type {string} */ value) => /camera=\(\).*microphone=\(\)/.test(value),
};

/** An answer that is not a page may load nothing: OWASP's REST sheet. */
const ANSWER = {
  'content-security-policy': (/** @type {string} */ value) =>
    value.includes("default-src 'none'") && value.includes("frame-ancestors 'none'"),
  'strict-transport-security': PAGE['strict-transport-security'],
  'x-content-type-options': PAGE['x-content-type-options'],
  'x-frame-options': PAGE['x-frame-options'],
  'cross-origin-resource-policy': PAGE['cross-origin-resource-policy'],
  'cache-control': (/** @type {string} */ value) => value.includes('no-store'),
};

/** They reveal the software of the server, or let other sites read answers. */
const UNWANTED = ['server', 'x-powered-by', 'via', 'access-control-allow-origin'];

/**
 * @param {string} subject
 * @param {Headers} headers
 * @param {Record<string, (value: string) => boolean>} wanted
 */
export function headerFaults(subject, headers, wanted) {
  const wrong = Object.entries(wanted).flatMap(([name, isGood]) => {
    const value = headers.get(name);
    if (value === null) return [`${subject} has no ${name}.`];
    return isGood(value) ? [] : [`${subject} has ${name}: ${value}`];
  });
  const unwanted = UNWANTED.filter((name) => headers.has(name)).map(
    (name) => `${subject} has ${name}: ${headers.get(name)}`,
  );
  return [...wrong, ...unwanted];
}

/**
 * @param {import('./server.mjs').AuditedServer} server
 * @returns {Promise<import('./report.mjs').Part>}
 */
export async function headers(server) {
  const page = { accept: 'text/html' };
  const [asset] = /assets\/[\w.-]+\.js/.exec(await (await server.fetch('/', { headers: page })).text()) ?? [
    '',
  ];
  const pages = [
    '/',
    '/users',
    '/playground',
    '/docs/',
    `/${asset}`,
    '/nothing',
    '/.well-known/security.txt',
  ];
  const foreign = { origin: 'https://attacker.example' };
  const looked = [];
  const findings = [];
  for (const path of pages) {
    const answer = await server.fetch(path, { headers: { ...page, ...foreign } });
    findings.push(...headerFaults(path, answer.headers, PAGE));
    looked.push(`- \`${path}\`: ${answer.status}, ${Object.keys(PAGE).length} headers`);
  }
  const answer = await server.post({ query: '{ __typename }' });
  findings.push(...headerFaults('/graphql', answer.headers, ANSWER));
  looked.push(`- \`POST /graphql\`: ${answer.status}, ${Object.keys(ANSWER).length} headers`);
  const contact = await (await server.fetch('/.well-known/security.txt')).text();
  if (!/^Contact: mailto:security@example\.org\nExpires: \d{4}-/m.test(contact))
    findings.push('security.txt names no contact and no end.');
  looked.push(`- None of ${UNWANTED.join(', ')} in any of them; security.txt names a contact and its end.`);
  return { name: 'Headers', findings, looked };
}

/**
 * @param {import('./server.mjs').AuditedServer} server
 * @returns {Promise<import('./report.mjs').Part>}
 */
export async function cookies(server) {
  const answer = await server.signIn('owner@example.org', server.password);
  const set = answer.headers.getSetCookie();
  return {
    name: 'Cookies',
    findings: set.length === 0 ? ['Signing in sets no cookie.'] : set.flatMap(cookieFaults),
    looked: set.map((cookie) => `- \`${cookie.replace(/=[^;]*/, '=…')}\``),
  };
}

/** @param {string} cookie as Set-Cookie has it */
export function cookieFaults(cookie) {
  const [pair = '', ...attributes] = cookie.split(';').map((part) => part.trim());
  const [name = ''] = pair.split('=');
  const has = (/** @type {string} */ attribute) =>
    attributes.some((each) => each.toLowerCase() === attribute.toLowerCase());
  return [
    ...(/^__(?:Secure|Host)-/.test(name) ? [] : [`The cookie ${name} has no name that https alone may set.`]),
    ...['HttpOnly', 'Secure', 'SameSite=Strict']
      .filter((attribute) => !has(attribute))
      .map((attribute) => `The cookie ${name} is not ${attribute}.`),
    ...(attributes.some((each) => /^domain=/i.test(each)) ? [`The cookie ${name} goes to other hosts.`] : []),
  ];
}
