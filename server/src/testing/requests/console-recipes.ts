import { randomUUID } from 'node:crypto';
import type { ConsolePerson, ConsoleStage } from './console-stage.js';

/** One request of an operation. It writes only to its own objects, so that others can be sent at the same time. */
export interface ConsoleRequest {
  variables: object;
  headers: Record<string, string>;
}

/** Makes a number of requests of an operation. */
export type Recipe = (stage: ConsoleStage, count: number) => Promise<ConsoleRequest[]>;

export interface ConsoleOperation {
  requests: Recipe;
  /** The maximal number of requests: each takes 50 ms of hashing, or leaves data that makes later answers larger. */
  most?: number;
  /** SQL that removes the data of the requests, if it does not belong to users. */
  undo?: string;
}

/** The page size of the console. */
export const PAGE = { first: 100 };
export const SHORT_PAGE = { first: 50 };
/** For a user without views. */
export const WRITE_PAGE = { ...PAGE, withViews: false, timeZone: 'Europe/Berlin' };

export function byNobody(variables: object): ConsoleRequest {
  return { variables, headers: {} };
}

/** @param fill creates the listed objects */
export function byOwner(
  variables: object | ((server: ConsoleStage['server']) => object),
  fill?: (stage: ConsoleStage) => Promise<unknown>,
): ConsoleOperation {
  return {
    requests: async (stage, count) => {
      const { server } = stage;
      await fill?.(stage);
      const given = typeof variables === 'function' ? variables(server) : variables;
      return repeated(count, { variables: given, headers: server.owner.headers });
    },
  };
}

/** Sent by a browser with only its cookie. */
export function bySession(): ConsoleOperation {
  return {
    requests: async (stage, count) => {
      const sessions = await stage.sessions(idsOf(await stage.users(count)));
      return sessions.map(({ cookie }) => ({ variables: {}, headers: { cookie } }));
    },
  };
}

export function byPeople(
  variables: (person: ConsolePerson, stage: ConsoleStage) => object,
): ConsoleOperation {
  return {
    requests: async (stage, count) =>
      (await stage.people(count)).map((person) => ({
        variables: variables(person, stage),
        headers: person.headers,
      })),
  };
}

export function byLink(
  insert: string,
  status: 'ACTIVE' | 'INVITED',
  variables: (secret: string) => object,
): ConsoleOperation {
  return {
    requests: async (stage, count) => {
      const secrets = await stage.secrets(idsOf(await stage.users(count, status)), insert);
      return secrets.map((secret) => byNobody(variables(secret)));
    },
  };
}

/** Sent by the owner, for a different user each time. */
export function toUsers(
  variables: (id: string) => object,
  status: 'ACTIVE' | 'INVITED' = 'ACTIVE',
): ConsoleOperation {
  return {
    requests: async (stage, count) =>
      (await stage.users(count, status)).map(({ id }) => ({
        variables: variables(id),
        headers: stage.server.owner.headers,
      })),
  };
}

export function toUsersWith(
  column: 'deactivated_at' | 'deleted_at',
  variables: (id: string) => object = (id) => ({ id, ...WRITE_PAGE }),
): ConsoleOperation {
  return {
    requests: async (stage, count) => {
      const ids = idsOf(await stage.users(count));
      await stage.server.query(`update users set ${column} = now() where id = any($1::uuid[])`, [ids]);
      return ids.map((id) => ({ variables: variables(id), headers: stage.server.owner.headers }));
    },
  };
}

export function toUsersWithSessions(variables: (id: string) => object): ConsoleOperation {
  return {
    requests: async (stage, count) => {
      const ids = idsOf(await stage.users(count));
      await stage.sessions(ids);
      return ids.map((id) => ({ variables: variables(id), headers: stage.server.owner.headers }));
    },
  };
}

/** Sent by the owner, for a different view each time. */
export function toViews(variables: (id: string) => object): Recipe {
  return async ({ server }, count) => {
    const rows = await server.query<{ id: string }>(
      `insert into saved_views (name, query, is_shared, position) select 'bench', 'status=ACTIVE', true, n
        from generate_series(1, $1::int) as n returning id`,
      [count],
    );
    return idsOf(rows).map((id) => ({ variables: variables(id), headers: server.owner.headers }));
  };
}

export function toRoles(variables: (id: string) => object): Recipe {
  return async ({ server }, count) => {
    const rows = await server.query<{ id: string }>(
      `insert into roles (name, permissions) select 'bench ' || n || $2, '{USERS_READ}'
        from generate_series(1, $1::int) as n returning id`,
      [count, randomUUID()],
    );
    return rows.map(({ id }) => ({ variables: variables(id), headers: server.owner.headers }));
  };
}

export async function withTotp(stage: ConsoleStage, count: number): Promise<ConsoleRequest[]> {
  const people = await stage.people(count);
  await stage.withTotp(idsOf(people));
  const variables = { proof: { password: stage.server.owner.password } };
  return people.map(({ headers }) => ({ variables, headers }));
}

export async function withPasskeys(
  stage: ConsoleStage,
  count: number,
  variables: (id: string) => object,
): Promise<ConsoleRequest[]> {
  const people = await stage.people(count);
  const rows = await stage.server.query<{ id: string; user_id: string }>(
    `insert into passkeys (user_id, name, credential_id, public_key, counter, transports)
      select id, 'Key', id::text, '\\x00', 0, '{internal}' from unnest($1::uuid[]) as id returning id, user_id`,
    [idsOf(people)],
  );
  const passkeyOf = new Map(rows.map(({ id, user_id: userId }) => [userId, id]));
  return people.map(({ id, headers }) => ({ variables: variables(passkeyOf.get(id) ?? ''), headers }));
}

export async function passkeyOptions(
  { server }: ConsoleStage,
  headers: Record<string, string>,
): Promise<{ challenge: string; user: { id: string } }> {
  const { startPasskey } = (await server.ask('mutation { startPasskey { options } }', {}, headers)) as {
    startPasskey: { options: { challenge: string; user: { id: string } } };
  };
  return startPasskey.options;
}

export function idsOf(rows: { id: string }[]): string[] {
  return rows.map(({ id }) => id);
}

export function repeated(count: number, request: ConsoleRequest): ConsoleRequest[] {
  return Array.from({ length: count }, () => request);
}
