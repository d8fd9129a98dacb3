/** Starts the images by a Compose file, as their users do, and creates a user through the console's port. */
import { randomBytes } from 'node:crypto';
import { freePort } from '../free-port.mjs';
import { docker } from './docker.mjs';

const EMAIL = 'owner@example.org';
/** As in the Compose files: local images of that name and version, without access to a registry. */
export const REGISTRY = 'registry.invalid/rollcall';

/**
 * Returns the seconds that `up --wait` took. Throws on any fault. Removes everything afterwards.
 * @param {string} file a Compose file
 * @param {string} version of the images
 */
export async function tryCompose(file, version) {
  const port = await freePort();
  const env = {
    POSTGRES_PASSWORD: randomBytes(24).toString('hex'),
    ROLLCALL_PUBLISH: `127.0.0.1:${port}`,
    ROLLCALL_REGISTRY: REGISTRY,
    ROLLCALL_VERSION: version,
    PUBLIC_URL: `http://localhost:${port}`,
    ADMIN_EMAIL: EMAIL,
    ADMIN_PASSWORD: randomBytes(12).toString('hex'),
  };
  const compose = (/** @type {string[]} */ ...parts) =>
    docker(
      // Not the .env of the folder.
      [
        'compose',
        '--progress',
        'quiet',
        '--env-file',
        '/dev/null',
        '--project-name',
        `rollcall-trial-${port}`,
        '--file',
        file,
        ...parts,
      ],
      { env },
    );
  try {
    const started = performance.now();
    compose('up', '--detach', '--wait', '--wait-timeout', '180', '--no-build', '--quiet-pull');
    const seconds = (performance.now() - started) / 1000;
    for (const service of ['server', 'client'])
      assertConfined(service, compose('ps', '--quiet', service).trim());
    await createUser(`http://localhost:${port}`, env.ADMIN_PASSWORD);
    return seconds;
  } finally {
    compose('down', '--volumes', '--timeout', '20');
  }
}

/**
 * @param {string} service
 * @param {string} container
 */
function assertConfined(service, container) {
  const read =
    service === 'server'
      ? ['node', '-p', 'fs.readFileSync("/proc/1/status", "utf8")']
      : ['sed', '', '/proc/1/status'];
  const status = docker(['exec', container, ...read]);
  const of = (/** @type {string} */ name) => new RegExp(`^${name}:\\s+(\\S+)`, 'm').exec(status)?.[1];
  assert(of('Uid') !== undefined && of('Uid') !== '0', `${service} runs as root.`);
  assert(of('CapEff') === '0000000000000000', `${service} has capabilities.`);
  assert(of('NoNewPrivs') === '1', `${service} may gain rights.`);
  const write = service === 'server' ? ['node', '-e', 'fs.writeFileSync("/file", "")'] : ['mkdir', '/folder'];
  let refusal = '';
  try {
    docker(['exec', container, ...write], { quiet: true });
  } catch (error) {
    refusal = String(/** @type {{ stderr: string }} */ (error).stderr);
  }
  assert(/read-only file system/i.test(refusal), `${service} has a file system that can be written.`);
}

/**
 * By curl's way: sign in, create, read back.
 * @param {string} origin
 * @param {string} password
 */
async function createUser(origin, password) {
  /** @type {(query: string, variables: object, token?: string) => Promise<any>} */
  const ask = async (query, variables, token) => {
    const response = await fetch(`${origin}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...(token && { authorization: `Bearer ${token}` }) },
      body: JSON.stringify({ query, variables }),
    });
    const answer = /** @type {{ data: any, errors?: object[] }} */ (await response.json());
    assert(!answer.errors, JSON.stringify(answer.errors));
    return answer.data;
  };
  const { signIn } = await ask(
    'mutation ($input: SignInInput!) { signIn(input: $input) { accessToken userErrors { message } } }',
    { input: { email: EMAIL, password } },
  );
  const { createUser: created } = await ask(
    'mutation ($input: CreateUserInput!) { createUser(input: $input) { user { id email } userErrors { message } } }',
    { input: { email: 'ada@example.org', displayName: 'Ada Lovelace' } },
    signIn.accessToken,
  );
  assert(created.user?.email === 'ada@example.org', `No user was created: ${JSON.stringify(created)}`);
  const { user } = await ask(
    'query ($id: ID!) { user(id: $id) { displayName } }',
    { id: created.user.id },
    signIn.accessToken,
  );
  assert(user?.displayName === 'Ada Lovelace', 'The user that was created is not there.');
  const page = await fetch(origin, { headers: { accept: 'text/html' } });
  assert(page.ok && (await page.text()).includes('<html'), 'There is no console.');
}

/**
 * @param {boolean} holds
 * @param {string} otherwise
 */
function assert(holds, otherwise) {
  if (!holds) throw new Error(otherwise);
}
