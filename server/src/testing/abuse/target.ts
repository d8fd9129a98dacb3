import { post, ServerProcess } from '../servers/server-process.js';
import type { HostileRequest, Sender } from './hostile-request.js';

const OWNER = { email: 'owner@example.org', password: 'sour-plum-teapot-91' };
const VIEWER = { email: 'viewer@example.org', password: 'green-lamp-otter-27' };

/** The server under abuse, and its users. */
export interface Target {
  address: string;
  pid: number;
  authorization: Record<Exclude<Sender, 'nobody'>, string>;
  /** Resolves with the status, or 0 if none came in time. */
  send: (request: HostileRequest, signal?: AbortSignal) => Promise<number>;
  stop: () => Promise<void>;
}

const ACCESS_TOKEN = /"accessToken":"([^"]+)"/;

export async function startTarget(databaseUrl: string): Promise<Target> {
  const server = new ServerProcess({
    DATABASE_URL: databaseUrl,
    ADMIN_EMAIL: OWNER.email,
    ADMIN_PASSWORD: OWNER.password,
    // Each request may come from a different network, so limits per network do not help.
    TRUST_PROXY: '1',
    LOG_LEVEL: 'silent',
  });
  const address = await server.address();
  const owner = `Bearer ${await signIn(address, OWNER)}`;
  await createViewer(address, owner);
  const viewer = `Bearer ${await signIn(address, VIEWER)}`;
  const authorization = { owner, viewer };
  return {
    address,
    pid: server.child.pid ?? 0,
    authorization,
    send: (request, signal) => send(address, authorization, request, signal),
    stop: async () => {
      // Its requests may keep it busy for minutes.
      await server.end('SIGKILL');
    },
  };
}

/** A random address, so that limits per network count few requests. */
export function randomAddress(): string {
  return Array.from({ length: 3 }, () => 1 + Math.floor(Math.random() * 250))
    .join('.')
    .replace(/^/, '198.');
}

async function send(
  address: string,
  authorization: Target['authorization'],
  { as, method, path = '/graphql', body }: HostileRequest,
  signal?: AbortSignal,
): Promise<number> {
  const headers: Record<string, string> = { 'x-forwarded-for': randomAddress() };
  if (body) headers['content-type'] = 'application/json';
  if (as !== 'nobody') headers['authorization'] = authorization[as];
  try {
    const response = await fetch(`${address}${path}`, {
      method: method ?? 'POST',
      headers,
      ...(body && { body: body() }),
      ...(signal && { signal }),
    });
    await response.arrayBuffer();
    return response.status;
  } catch {
    return 0;
  }
}

async function signIn(address: string, { email, password }: typeof OWNER): Promise<string> {
  const answer = await post(
    address,
    `mutation { signIn(input: { email: "${email}", password: "${password}" }) { accessToken } }`,
  );
  const [, token] = ACCESS_TOKEN.exec(JSON.stringify(answer)) ?? [];
  if (token === undefined) throw new Error(JSON.stringify(answer));
  return token;
}

/** They exist already on the second start on a database. */
async function createViewer(address: string, authorization: string): Promise<void> {
  const { data } = (await post(address, '{ roles { id name } }', { authorization })) as {
    data: { roles: { id: string; name: string }[] };
  };
  const role = data.roles.find(({ name }) => name === 'Viewer');
  await post(
    address,
    `mutation { createUser(input: { email: "${VIEWER.email}", displayName: "Viewer", password: "${VIEWER.password}", roleIds: ["${role?.id}"] }) { userErrors { code } } }`,
    { authorization },
  );
}
