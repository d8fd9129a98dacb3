import { type DocumentNode, getOperationAST, OperationTypeNode, print } from 'graphql';
import type pg from 'pg';
import { BENCH_DOMAIN, removeCreated } from '../../database/created-rows.js';
import type { Task } from '../../measure.js';
import type { HttpRequest, Running } from '../../system.js';
import { askGraphql, graphqlRequest } from '../../systems/graphql-request.js';
import { OWNER } from '../../systems/rollcall/rollcall.system.js';
import type { Headers, OwnerSession } from '../../systems/rollcall/owner-session.js';
import type { ConsoleOperation, ConsoleStage, Sources } from './sources.js';

/** An operation that can be sent, with its text. */
export interface Asked {
  name: string;
  isQuery: boolean;
  operation: ConsoleOperation;
  requests: (stage: ConsoleStage, count: number) => Promise<HttpRequest[]>;
}

export const WHO = '{ viewer { id } }';

export function askedOf(name: string, document: DocumentNode, operation: ConsoleOperation): Asked {
  const query = print(document);
  return {
    name,
    operation,
    isQuery: getOperationAST(document, name)?.operation === OperationTypeNode.QUERY,
    requests: async (stage, count) =>
      (await operation.requests(stage, count)).map(({ variables, headers }) =>
        graphqlRequest(query, variables as Record<string, unknown>, headers),
      ),
  };
}

/** What the operations are asked of. @param session of an owner who has just signed in */
export async function openStage(
  { ConsoleStage, SoftwareAuthenticator }: Sources,
  { port }: Running,
  client: pg.Client,
  session: OwnerSession,
): Promise<ConsoleStage> {
  const headers = await session.headers();
  const { viewer } = await askGraphql<{ viewer: { id: string } }>(port, WHO, {}, headers);
  const site = { origin: `http://127.0.0.1:${port}`, rpId: '127.0.0.1' };
  return new ConsoleStage({
    query: async (text: string, values: unknown[] = []) =>
      (await client.query(text, values)).rows as unknown[],
    ask: (query: string, variables: Record<string, unknown>, own: Record<string, string>) =>
      askGraphql(port, query, variables, own),
    owner: { id: viewer.id, email: OWNER.email, password: OWNER.password, headers },
    domain: BENCH_DOMAIN,
    newAuthenticator: () => new SoftwareAuthenticator(site),
  });
}

/** The same task with the present headers of the owner's session. Requests of other users stay as they are. */
export function renewed(task: Task, { server }: ConsoleStage, headers: Headers): Task {
  const { authorization } = server.owner.headers;
  const renew = (requests: HttpRequest[]) =>
    requests.map((each) =>
      each.headers['authorization'] === authorization
        ? { ...each, headers: { ...each.headers, ...headers } }
        : each,
    );
  return { ...task, requests: renew(task.requests), ...(task.prime && { prime: renew(task.prime) }) };
}

/** Removes all data of an operation and its requests. */
export async function clear(client: pg.Client, { operation }: Asked): Promise<void> {
  if (operation.undo) await client.query(operation.undo);
  await removeCreated(client, OWNER.email);
  await client.query('vacuum (index_cleanup on) users, user_counts');
}

/** @throws if the request is refused, as a refused request is not measured */
export async function send(
  { port }: Running,
  { path, method, headers, body = '' }: HttpRequest,
): Promise<void> {
  const response = await fetch(`http://127.0.0.1:${port}${path}`, { method, headers, body });
  const text = await response.text();
  if (!response.ok || /"errors":|"userErrors":\[\{/.test(text))
    throw new Error(`${body} was refused: ${text}`);
}
