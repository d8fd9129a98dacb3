import { isIP } from 'node:net';
import pg, { type ClientConfig } from 'pg';

/** A database server's address. */
export interface Host {
  readonly host: string;
  readonly port: number;
}

/** A server that is read-only, as libpq reports it for target_session_attrs=read-write. */
class ReadOnlyServerError extends Error {
  /** PostgreSQL's code for a write in a read-only transaction. */
  readonly code = '25006';
  readonly severity = 'FATAL';

  constructor({ host, port }: Host) {
    super(`The database server at ${host}:${port} is a standby.`);
  }
}

/** A server that drops packets must not delay the attempt at the next one. */
const PROBE_MS = 3_000;

/** Members of pg's client that its published types lack, so clients are cast to this type. */
interface Inside {
  connection: {
    ssl: ClientConfig['ssl'];
    stream: { destroy(): void };
    on(name: 'parameterStatus', listener: (status: Status) => void): void;
  };
}
interface Status {
  parameterName: string;
  parameterValue: string;
}

/**
 * Finds the server of a DATABASE_URL that takes writes. It is known from the last connection. After an error, all are asked at
 * the same time, and the first one that takes writes is used.
 */
class Hosts {
  readonly #all: readonly Host[];
  #known: Host | undefined;
  #asking: Promise<Host> | undefined;
  readonly #open = new Map<pg.Client, Host>();

  constructor(all: readonly Host[]) {
    this.#all = all;
  }

  get areSeveral(): boolean {
    return this.#all.length > 1;
  }

  async primary(probe: (host: Host) => Promise<void>): Promise<Host> {
    const [only] = this.#all;
    if (!this.areSeveral && only) return only;
    return this.#known ?? (this.#asking ??= this.#ask(probe).finally(() => (this.#asking = undefined)));
  }

  /** Keeps a connection until it ends, or another server takes the writes. */
  hold(client: pg.Client, host: Host): void {
    this.#open.set(client, host);
    client.once('end', () => this.#open.delete(client));
  }

  forget(host: Host): void {
    if (this.#known === host) this.#known = undefined;
  }

  async #ask(probe: (host: Host) => Promise<void>): Promise<Host> {
    try {
      const primary = await Promise.any(this.#all.map((host) => probe(host).then(() => host)));
      // A machine that hangs closes no connection, so connections to it would wait for their time limits one after the other.
      for (const [client, host] of this.#open) {
        if (host !== primary) (client as unknown as Inside).connection.stream.destroy();
      }
      return (this.#known = primary);
    } catch (error) {
      // Any error of the list gives the reason, so the first one is thrown.
      throw (error as AggregateError).errors[0];
    }
  }
}

/**
 * A class of clients that connect to the server that takes writes. A standby is refused when it answers: PostgreSQL reports to
 * each new connection whether it is a standby, so this costs no statement.
 */
export function clientsOf(all: readonly Host[]): typeof pg.Client {
  const hosts = new Hosts(all);
  return class PrimaryClient extends pg.Client {
    readonly #config: ClientConfig;

    constructor(config: ClientConfig = {}) {
      super(config);
      this.#config = config;
    }

    override connect(): Promise<pg.Client & this>;
    override connect(callback: (error: Error) => void): void;
    override connect(callback?: (error: Error) => void): Promise<pg.Client & this> | void {
      const connecting = this.#connect();
      if (!callback) return connecting;
      // As pg calls it: without an error, if there is none.
      connecting.then(() => (callback as () => void)(), callback);
    }

    async #connect(): Promise<pg.Client & this> {
      const host = await hosts.primary((each) => this.#probe(each));
      try {
        await connectTo(this, host, () => super.connect(), hosts.areSeveral);
      } catch (error) {
        hosts.forget(host);
        throw error;
      }
      if (hosts.areSeveral) {
        // Only on an error, as the pool closes idle connections on purpose.
        this.once('error', () => hosts.forget(host));
        hosts.hold(this, host);
      }
      return this;
    }

    async #probe(host: Host): Promise<void> {
      const client = new pg.Client({ ...this.#config, connectionTimeoutMillis: PROBE_MS });
      client.on('error', () => undefined);
      await connectTo(client, host, () => client.connect(), true);
      await client.end();
    }
  };
}

async function connectTo(
  client: pg.Client,
  { host, port }: Host,
  connect: () => Promise<unknown>,
  isChosen: boolean,
): Promise<void> {
  const { connection } = client as unknown as Inside;
  if (isChosen) {
    Object.assign(client, { host, port });
    // For an address, the certificate must name the address: see tlsOf in connection.ts.
    if (typeof connection.ssl === 'object') {
      const { host: _host, ...ssl } = connection.ssl as { host?: string };
      connection.ssl = { ...ssl, ...(isIP(host) > 0 && { host }) };
    }
  }
  let isStandby = false;
  connection.on('parameterStatus', ({ parameterName, parameterValue }) => {
    if (parameterName === 'in_hot_standby') isStandby = parameterValue === 'on';
  });
  await connect();
  if (!isStandby) return;
  await client.end();
  throw new ReadOnlyServerError({ host, port });
}
