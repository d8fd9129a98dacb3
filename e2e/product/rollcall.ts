import { createDatabase, type Database } from './database.ts';
import { type Server, startServer } from './server.ts';

/** The whole product, running, with a database of its own. */
export interface Rollcall {
  readonly url: string;
  readonly sql: Database['sql'];
  /** Sends an operation as a script does. Answers with its data. */
  graphql<Data>(query: string, variables?: object): Promise<Data>;
  idOf(email: string): Promise<string>;
  /** Ends the server as a crash does. */
  crash(): Promise<void>;
  /** Starts it again at the same address. */
  revive(): Promise<void>;
  reset: Database['reset'];
  stop(): Promise<void>;
}

export async function startRollcall({ people }: { people: number }): Promise<Rollcall> {
  const database = await createDatabase(people);
  let server: Server = await startServer({ databaseUrl: database.url });
  const { url } = server;
  return {
    url,
    sql: database.sql,
    reset: database.reset,
    graphql: async <Data>(query: string, variables: object = {}) => {
      const response = await fetch(`${url}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
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
      server = await startServer({ databaseUrl: database.url, port: Number(new URL(url).port) });
    },
    stop: async () => {
      await server.stop();
      await database.drop();
    },
  };
}
