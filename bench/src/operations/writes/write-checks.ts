import { isDeepStrictEqual } from 'node:util';
import { withClient } from '../../database/database.js';
import { freePort } from '../../process.js';
import type { BenchUser, HttpRequest, Running } from '../../system.js';
import { limits } from '../../systems/bare/bare.system.js';
import { dataOf, graphqlRequest } from '../../systems/graphql-request.js';
import { OwnerSession } from '../../systems/rollcall/owner-session.js';
import { type CountingProxy, startCountingProxy } from '../../wire/counting-proxy.js';
import { signaturesOf } from '../../wire/signature.js';
import { readDocumentFiles } from '../document-files.js';
import { withProduct } from '../product.js';
import { type MakeRequest, type WritePair, writePairs } from './write-requests.js';
import { WrittenUsers } from './written-users.js';

/** The names of the connections on which requests are answered. Sealing and news have others. */
const OF_REQUESTS = ['rollcall', 'rollcall-fast', 'bare'];

interface Stage {
  rollcall: Running;
  bare: Running;
  proxy: CountingProxy;
  users: WrittenUsers;
  session: OwnerSession;
}

/**
 * Checks before any measurement: GraphQL.js, the compiled operation and the bare handler give the same answer to each write of
 * the same user, and both servers send the same statements.
 * @throws with both if they differ
 */
export async function checkWrites(databaseUrl: string): Promise<void> {
  const [limit] = limits;
  if (!limit) throw new Error('there is no bare handler');
  const proxy = await startCountingProxy(databaseUrl, (name) => OF_REQUESTS.includes(name));
  const named = new URL(proxy.databaseUrl);
  named.searchParams.set('application_name', 'bare');
  const bare = await limit.start({ databaseUrl: named.href, port: await freePort() });
  try {
    await withProduct(proxy.databaseUrl, async ({ running: rollcall }) => {
      const session = new OwnerSession(rollcall);
      await withClient(databaseUrl, async (client) => {
        const users = await WrittenUsers.choose(client, 1);
        for (const pair of readDocumentFiles().flatMap(writePairs)) {
          await check({ rollcall, bare, proxy, users, session }, pair);
        }
        await users.reset('present');
      });
    });
  } finally {
    await bare.stop();
    proxy.close();
  }
}

async function check(stage: Stage, { name, users, rollcall, bare }: WritePair): Promise<void> {
  const written = async (server: Running, make: MakeRequest) => {
    const headers = await stage.session.headers();
    const [input] = await stage.users.reset(users);
    if (!input) throw new Error('there is nobody to write to');
    // After a change of a status, the server looks up the viewer again. This request keeps that out of the comparison.
    await send(stage.rollcall, graphqlRequest('{ viewer { id } }', {}, headers));
    let body = '';
    const messages = await stage.proxy.sentBy(async () => (body = await send(server, make(input, headers))));
    return { body, statements: signaturesOf(messages) };
  };
  const first = await written(stage.rollcall, (...input) => asNew(rollcall(...input)));
  await written(stage.rollcall, rollcall);
  const compiled = await written(stage.rollcall, rollcall);
  const plain = await written(stage.bare, bare);
  const product = readProduct(compiled.body);
  assertEqual(`${name} by GraphQL.js and compiled`, settled(first.body), settled(compiled.body));
  assertEqual(
    `${name} by Rollcall and bare`,
    comparable(product),
    comparable(JSON.parse(plain.body) as Answer),
  );
  assertEqual(`the statements of ${name} by Rollcall and bare`, compiled.statements, plain.statements);
}

/** A comment makes a document new, so that GraphQL.js answers. */
function asNew(request: HttpRequest): HttpRequest {
  const asked = JSON.parse(request.body ?? '') as { query: string };
  return { ...request, body: JSON.stringify({ ...asked, query: `${asked.query}# ${Math.random()}` }) };
}

async function send({ port }: Running, { path, method, headers, body = '' }: HttpRequest): Promise<string> {
  const response = await fetch(`http://127.0.0.1:${port}${path}`, { method, headers, body });
  const text = await response.text();
  if (!response.ok) throw new Error(`${path} was answered with ${response.status}: ${text}`);
  return text;
}

interface Answer {
  user: BenchUser & { title: string | null };
  users: BenchUser[];
  pageInfo: { hasNextPage: boolean; hasPreviousPage: boolean; startCursor: string };
}

/** @throws if the write was refused */
function readProduct(body: string): Answer {
  type Written = Omit<Answer, 'users'> & {
    users: Pick<Answer, 'pageInfo'> & { nodes: BenchUser[] };
    userErrors: unknown[];
  };
  const [written] = Object.values(dataOf<Record<string, Written>>(body));
  if (!written || written.userErrors.length > 0) throw new Error(`a write was refused: ${body}`);
  const { user, users } = written;
  return { user, users: users.nodes, pageInfo: users.pageInfo };
}

/** Removes values of a create that differ: the id, the moment, and the cursor made of them. */
function settled(body: string): string {
  const { user, pageInfo } = readProduct(body);
  return body
    .replaceAll(user.id, '(id)')
    .replaceAll(user.createdAt, '(moment)')
    .replaceAll(pageInfo.startCursor, '(cursor)');
}

/** Each server's cursors are its own. */
function comparable({ user, users, pageInfo: { hasNextPage, hasPreviousPage } }: Answer): object {
  const known = <T extends BenchUser>(each: T): T =>
    each.id === user.id ? { ...each, id: '(id)', createdAt: '(moment)' } : each;
  return { user: known(user), users: users.map(known), hasNextPage, hasPreviousPage };
}

function assertEqual(what: string, one: unknown, other: unknown): void {
  if (isDeepStrictEqual(one, other)) return;
  const show = (value: unknown) => JSON.stringify(value, null, 1);
  throw new Error(`${what} are not the same:\n${show(one)}\n${show(other)}`);
}
