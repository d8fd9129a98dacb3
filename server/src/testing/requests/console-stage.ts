import { createHash, createHmac, randomBytes, randomUUID } from 'node:crypto';

/*
 * The benchmark loads this file and console-requests.ts as they are, and Node takes the types off: no enums, no decorators, here and
 * in what they import.
 */

/** The target of the console's operations: a server and its database, as tests and benchmarks reach it. */
export interface ConsoleServer {
  query: <Row extends Record<string, unknown>>(text: string, values?: unknown[]) => Promise<Row[]>;
  /** Sends a document, and resolves with its data. @throws if the answer has errors */
  ask: (
    query: string,
    variables: object,
    headers: Record<string, string>,
  ) => Promise<Record<string, unknown>>;
  /** The owner, whose access token is sent. */
  owner: { id: string; email: string; password: string; headers: Record<string, string> };
  /** The domain of created users. */
  domain: string;
  /** A browser with a passkey, for this server. */
  newAuthenticator: () => Authenticator;
}

interface Authenticator {
  register: (options: { challenge: string; user: { id: string } }) => object;
  signIn: (options: { challenge: string }) => object;
}

/** A user with a session. */
export interface ConsolePerson {
  id: string;
  email: string;
  headers: Record<string, string>;
}

const REFRESH = 'mutation { refreshSession { accessToken } }';

/** Creates the data for the operations: users, signed-in people, sessions and links, in few statements each. */
export class ConsoleStage {
  readonly server: ConsoleServer;
  /** The keys of the cookies: with the database's secrets, a session can be made without a password. */
  #keys: Promise<Record<string, Buffer>> | undefined;

  constructor(server: ConsoleServer) {
    this.server = server;
  }

  /** Users with the owner's password, or INVITED ones, who have none. */
  async users(
    count: number,
    status: 'ACTIVE' | 'INVITED' = 'ACTIVE',
  ): Promise<{ id: string; email: string }[]> {
    const { query, owner, domain } = this.server;
    const emails = Array.from({ length: count }, () => `${randomUUID()}@${domain}`);
    return query(
      `insert into users (email, display_name, password_hash, activated_at)
        select email, 'Zoë Benchmark', case when $2 then (select password_hash from users where id = $3::uuid) end,
          case when $2 then now() end
        from unnest($1::text[]) as email returning id, email`,
      [emails, status === 'ACTIVE', owner.id],
    );
  }

  /** Sessions, one of each of these users. */
  async sessions(userIds: string[]): Promise<{ id: string; cookie: string }[]> {
    const { refresh_token: key = Buffer.alloc(0), instance = Buffer.alloc(0) } = await this.#secrets();
    // In the form of access/refresh-token.ts. Otherwise a session is not renewed, and the set-up fails.
    const made = userIds.map(() => {
      const [id, random] = [randomUUID(), randomBytes(16)];
      const mac = createHmac('sha256', key).update(id).update(random).digest().subarray(0, 16);
      return { id, token: `${id}.${Buffer.concat([random, mac]).toString('base64url')}` };
    });
    await this.server.query(
      `insert into sessions (id, user_id, refresh_hash, address, expires_at)
        select id, user_id, hash, '192.0.2.1', now() + interval '1 day'
        from unnest($1::uuid[], $2::uuid[], $3::bytea[]) as s (id, user_id, hash)`,
      [made.map(({ id }) => id), userIds, made.map(({ token }) => hashOf(token))],
    );
    const name = `rollcall_refresh_${instance.toString('hex', 0, 5)}`;
    return made.map(({ id, token }) => ({ id, cookie: `${name}=${token}` }));
  }

  /** Users with a role, each signed in. */
  async people(count: number): Promise<ConsolePerson[]> {
    const users = await this.users(count);
    const ids = users.map(({ id }) => id);
    await this.server.query(
      `insert into user_roles (user_id, role_id)
        select id, (select id from roles where name = 'Administrator') from unnest($1::uuid[]) as id`,
      [ids],
    );
    const sessions = await this.sessions(ids);
    const people: ConsolePerson[] = [];
    for (const [index, user] of users.entries()) {
      const cookie = sessions[index]?.cookie ?? '';
      const { refreshSession } = (await this.server.ask(REFRESH, {}, { cookie })) as {
        refreshSession: { accessToken: string };
      };
      people.push({ ...user, headers: { authorization: `Bearer ${refreshSession.accessToken}` } });
    }
    return people;
  }

  /**
   * A link secret for each of these users.
   * @param insert receives the users' ids, the secrets' hashes and free addresses
   */
  async secrets(userIds: string[], insert: string): Promise<string[]> {
    const secrets = userIds.map(() => randomBytes(32).toString('base64url'));
    const emails = userIds.map(() => `${randomUUID()}@${this.server.domain}`);
    await this.server.query(insert, [userIds, secrets.map(hashOf), emails]);
    return secrets;
  }

  /** Switches the second factor on. @returns a recovery code for each of these users */
  async withTotp(userIds: string[]): Promise<string[]> {
    // A recovery code does not decrypt the key, and none of these letters is read as a digit.
    const code = 'ABCD'.repeat(6);
    await this.server.query(
      `with on_now as (insert into totp_factors (user_id, sealed_key, last_step, confirmed_at)
          select id, '\\x00', 0, now() from unnest($1::uuid[]) as id)
        insert into recovery_codes (user_id, hash) select * from unnest($1::uuid[], $2::bytea[])`,
      [userIds, userIds.map((id) => hashOf(`${id}.${code}`))],
    );
    return userIds.map(() => code);
  }

  #secrets(): Promise<Record<string, Buffer>> {
    this.#keys ??= this.server
      .query<{ name: string; value: Buffer }>('select name, value from secrets')
      .then((rows) => Object.fromEntries(rows.map(({ name, value }) => [name, value])));
    return this.#keys;
  }
}

function hashOf(secret: string): Buffer {
  return createHash('sha256').update(secret).digest();
}
