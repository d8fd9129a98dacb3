import { createDatabase, type Database, ownerEmail } from './database.ts';
import { type MailServer, startMailServer } from './mail-server.ts';
import { signIn } from './sign-in.ts';
import { OWNER, type Server, startServer } from './server.ts';

/** The whole running product, with its own database. */
export interface Rollcall {
  readonly url: string;
  readonly sql: Database['sql'];
  /** How the owner signs in. */
  readonly owner: { email: string; password: string };
  /** Receives its mail; undefined if it sends none. */
  readonly mail: MailServer | undefined;
  /** What the server has written to its output. */
  output(): string;
  /** Sends an operation like a script of the owner. Returns its data. */
  graphql<Data>(query: string, variables?: object): Promise<Data>;
  idOf(email: string): Promise<string>;
  /** Ends the server as a crash does. */
  crash(): Promise<void>;
  /** Starts it again at the same address. */
  revive(): Promise<void>;
  reset: Database['reset'];
  stop(): Promise<void>;
}

export interface RollcallOptions {
  /** The owner included; 0 is an empty directory, for which the server prints a set-up link. */
  people: number;
  /** Whether it sends mail. */
  mail?: boolean;
  /** The path below which people reach it, such as `/people`. */
  basePath?: string;
  /** Other settings. */
  env?: Readonly<Record<string, string>>;
}

/** Ports of servers that have stopped. With the same origin, a browser finds the console's code in its cache. */
const freed: number[] = [];

export async function startRollcall({
  people,
  mail: hasMail = false,
  basePath,
  env,
}: RollcallOptions): Promise<Rollcall> {
  const database = await createDatabase(people);
  const mail = hasMail ? await startMailServer() : undefined;
  const start = { databaseUrl: database.url, hasOwner: people > 0, smtpUrl: mail?.url, basePath, env };
  const port = freed.pop();
  // The port is free, unless another process took it meanwhile.
  let server: Server = await startServer({ ...start, port }).catch(() => startServer(start));
  const { url } = server;
  const owner = { email: ownerEmail(people), password: OWNER.password };
  let session: Promise<string> | undefined;
  return {
    url,
    owner,
    mail,
    output: () => server.output(),
    sql: database.sql,
    reset: database.reset,
    graphql: async <Data>(query: string, variables: object = {}) => {
      session ??= signIn(url, owner);
      const response = await fetch(`${url}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: `Bearer ${await session}` },
        body: JSON.stringify({ query, variables }),
      });
      const { data, errors } = (await response.json()) as { data: Data; errors?: unknown[] };
      if (errors) throw new Error(JSON.stringify(errors));
      return data;
    },
    idOf: async (email) => {
      const [user] = await database.sql<{ id: string }>('select id from users where email = $1', [email]);
      if (!user) throw new Error(`There is no ${email}.`);
      return user.id;
    },
    crash: () => server.stop('SIGKILL'),
    revive: async () => {
      server = await startServer({ ...start, port: Number(new URL(url).port) });
    },
    stop: async () => {
      await server.stop();
      freed.push(Number(new URL(url).port));
      await mail?.close();
      await database.drop();
    },
  };
}
