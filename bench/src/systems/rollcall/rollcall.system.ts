import { randomBytes } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { BENCH_DOMAIN } from '../../database/created-rows.js';
import { ROOT } from '../../paths.js';
import { freePort } from '../../process.js';
import type { BenchUser, Content, HttpRequest, Job, JobInput, Running, System } from '../../system.js';
import { askGraphql, graphqlRequest, variablesOf } from '../graphql-request.js';
import { startProduct } from '../server-process.js';
import { CREATE_TOKEN, CREATE_USER, CURSOR, DOCUMENTS, SIGN_IN } from './rollcall.documents.js';

/** The owner made by ADMIN_EMAIL. It is removed before each run, so that the password is new each time. */
export const OWNER = { email: `owner@${BENCH_DOMAIN}`, password: randomBytes(18).toString('base64url') };

/** Resets variables that the shell may set for another Rollcall. An empty one counts as missing. */
const AS_IT_COMES = Object.fromEntries(
  [
    'HOST',
    'PUBLIC_URL',
    'CORS_ORIGINS',
    'TRUST_PROXY',
    'INTROSPECTION',
    'PLAYGROUND',
    'SMTP_URL',
    'LOG_LEVEL',
  ].map((name) => [name, '']),
);

/** The benchmark's own owner signs in for a token, which scripts use; it may read and write users and nothing else. */
interface Access {
  authorization: string;
  /** The start of the deep page. */
  cursor: string;
}

/** Rollcall as users run it: one process, and two that share the load. */
export const rollcalls: System[] = [system('rollcall', 1), system('rollcall-2', 2)];

/** One more that knows its own access, for another database at the same time. */
export function rollcallBeside(): System {
  return system('rollcall-beside', 1);
}

function system(name: string, processes: number): System {
  let access: Access | undefined;
  return {
    name,
    kind: 'rollcall',
    packages: [],
    start: ({ databaseUrl, port }) => start(name, databaseUrl, port, processes),
    prepare: async ({ port }, input) => {
      access = await gainAccess(port, input);
    },
    request: (job, input) => {
      if (!access) throw new Error(`${name} is not prepared`);
      return request(job, input, access);
    },
    read,
  };
}

async function start(name: string, databaseUrl: string, port: number, processes: number): Promise<Running> {
  const logs = join(ROOT, 'bench/.data/logs');
  mkdirSync(logs, { recursive: true });
  const ports = [port];
  while (ports.length < processes) ports.push(await freePort());
  const running: Running[] = [];
  for (const [index, each] of ports.entries()) {
    const env = { ...AS_IT_COMES, ADMIN_EMAIL: OWNER.email, ADMIN_PASSWORD: OWNER.password };
    const options = { databaseUrl, port: each };
    running.push(await startProduct(options, env, join(logs, `${name}-${index + 1}.log`)));
  }
  return {
    port,
    ports,
    pids: running.flatMap(({ pids }) => pids),
    stop: async () => void (await Promise.all(running.map((each) => each.stop()))),
  };
}

async function gainAccess(port: number, { deep }: JobInput): Promise<Access> {
  const { headers } = await signInOwner(port);
  const made = await askGraphql<{ createAccessToken: { token: string | null } }>(
    port,
    CREATE_TOKEN,
    { input: { name: 'benchmark', permissions: ['USERS_READ', 'USERS_WRITE', 'USERS_DELETE'] } },
    headers,
  );
  const authorization = `Bearer ${made.createAccessToken.token}`;
  const found = await askGraphql<{ user: { position: { cursor: string } } }>(
    port,
    CURSOR,
    { id: deep.id },
    { authorization },
  );
  return { authorization, cursor: found.user.position.cursor };
}

/** Starts a session of the owner. @returns its headers, and when they are refused, by `Date.now()` */
export async function signInOwner(
  port: number,
): Promise<{ headers: { authorization: string }; expiresAt: number }> {
  const { signIn } = await askGraphql<{ signIn: { accessToken: string | null; expiresAt: string } }>(
    port,
    SIGN_IN,
    { input: OWNER },
  );
  return {
    headers: { authorization: `Bearer ${signIn.accessToken}` },
    expiresAt: Date.parse(signIn.expiresAt),
  };
}

/** Makes this many users with passwords of their own. @returns the requests that sign each of them in */
export async function signInRequests(port: number, count: number): Promise<HttpRequest[]> {
  const { headers } = await signInOwner(port);
  const requests: HttpRequest[] = [];
  for (let index = 1; index <= count; index += 1) {
    const input = {
      email: `sign-in-${index}@${BENCH_DOMAIN}`,
      password: randomBytes(18).toString('base64url'),
    };
    await askGraphql(port, CREATE_USER, { input: { ...input, displayName: 'Zoë Benchmark' } }, headers);
    requests.push(graphqlRequest(SIGN_IN, { input }));
  }
  return requests;
}

function request(job: Job, input: JobInput, { authorization, cursor }: Access): HttpRequest {
  return graphqlRequest(DOCUMENTS[job], variablesOf(job, input, { deep: { after: cursor } }), {
    authorization,
  });
}

interface Connection {
  nodes: BenchUser[];
  pageInfo: { hasNextPage: boolean; hasPreviousPage: boolean };
  totalCount?: number;
}

interface Answer {
  data: {
    users?: Connection;
    user?: BenchUser | null;
    createUser?: { user: BenchUser | null; users: Connection };
  };
}

function read(job: Job, body: string): Content {
  const { user, users, createUser } = (JSON.parse(body) as Answer).data;
  if (job === 'one') return { users: user ? [user] : [] };
  const list = createUser?.users ?? users;
  if (!list) throw new Error(`no list in ${body}`);
  return {
    users: list.nodes,
    hasNextPage: list.pageInfo.hasNextPage,
    hasPreviousPage: list.pageInfo.hasPreviousPage,
    ...(list.totalCount !== undefined && { totalCount: list.totalCount }),
    ...(createUser && { created: createUser.user }),
  };
}
