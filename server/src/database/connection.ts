import { isIP } from 'node:net';
import type { ConnectionOptions } from 'node:tls';
import pg, { type ClientConfig } from 'pg';
import { parse } from 'pg-connection-string';
import { reasonOf, StartupError } from '../startup/startup-error.js';
import { clientsOf, type Host } from './hosts.js';

/** Parameters of DATABASE_URL that have an effect. Any other is refused: a setting without an effect would hide a mistake. */
const PARAMETERS = [
  'application_name',
  'channel_binding',
  'connect_timeout',
  'host',
  'options',
  'password',
  'port',
  'search_path',
  'sslcert',
  'sslkey',
  'sslmode',
  'sslnegotiation',
  'sslrootcert',
  'target_session_attrs',
  'user',
] as const;

/** What the parser returns beside the parameters. */
const PARSED: readonly string[] = ['database', 'ssl'];

/** `allow` and `prefer` are missing: pg never falls back from one kind of connection to the other. */
const SSL_MODES = ['disable', 'require', 'no-verify', 'verify-ca', 'verify-full'];

/**
 * Settings of every connection. They override those of the database and the role. Our statements and texts depend on them:
 * moments are read as text in UTC, see DateTime. A page uses one process: starting two more raised the time of a search for
 * `jo` among a million users from 9 ms to 70 ms, see decision 14.
 */
export const SETTINGS = [
  'timezone=UTC',
  'datestyle=ISO',
  'intervalstyle=postgres',
  'bytea_output=hex',
  'extra_float_digits=1',
  'standard_conforming_strings=on',
  'array_nulls=on',
  'transform_null_equals=off',
  'gin_fuzzy_search_limit=0',
  'default_transaction_isolation=read\\ committed',
  'default_transaction_deferrable=off',
  'max_parallel_workers_per_gather=0',
  // A connection that listens, or is idle in the pool, may be silent for hours.
  'idle_session_timeout=0',
]
  .map((setting) => `-c ${setting}`)
  .join(' ');

/** For work that may take an hour: a limit that the database's administrator sets for requests would cancel it. */
const NO_LIMITS =
  '-c statement_timeout=0 -c lock_timeout=0 -c transaction_timeout=0 -c idle_in_transaction_session_timeout=0';

type Parsed = Partial<Record<(typeof PARAMETERS)[number] | 'database', string>> & {
  ssl?: false | ConnectionOptions;
};

/** The configuration of a connection, for `new Client(connection)` or a pool, which also takes the class from it. */
export interface Connection extends ClientConfig {
  /** Connects to the server that takes writes, among all hosts of the URL. */
  Client: typeof pg.Client;
}

export function newClient(connection: Connection): pg.Client {
  return new connection.Client(connection);
}

/**
 * The only reader of DATABASE_URL: each connection is made of this object. TLS modes mean what libpq documents. Spread it after
 * the caller's defaults, such as `connectionTimeoutMillis`, so that the URL overrides them. Throws a StartupError, which holds
 * no secret.
 * @param name what PostgreSQL shows as the connection's application if the URL gives no name
 */
export function connectionTo(databaseUrl: string, name: string): Connection {
  const { url, more } = splitHosts(databaseUrl);
  const parsed = parseUrl(url);
  const { host, port, user, database } = resolve(parsed);
  const { connect_timeout: seconds, channel_binding: binding } = parsed;
  return {
    Client: clientsAt(databaseUrl, [{ host, port }, ...more]),
    host,
    port,
    user,
    database,
    ...(parsed.password && { password: parsed.password }),
    ...(parsed.ssl !== undefined && { ssl: tlsOf(parsed, host) }),
    ...(parsed.sslnegotiation && { sslnegotiation: parsed.sslnegotiation as 'postgres' | 'direct' }),
    ...(binding && { enableChannelBinding: binding !== 'disable' }),
    ...(seconds && { connectionTimeoutMillis: Number(seconds) * 1000 }),
    application_name: parsed.application_name ?? name,
    options: [parsed.options, searchPath(parsed.search_path), SETTINGS].filter(Boolean).join(' '),
  };
}

/** For migrations and commands. */
export function connectionWithoutLimits(databaseUrl: string, name: string): Connection {
  const connection = connectionTo(databaseUrl, name);
  return { ...connection, options: `${connection.options ?? ''} ${NO_LIMITS}` };
}

/** By URL: all connections of a process share what is known about its hosts. */
const clients = new Map<string, typeof pg.Client>();

function clientsAt(databaseUrl: string, hosts: readonly Host[]): typeof pg.Client {
  let made = clients.get(databaseUrl);
  if (!made) clients.set(databaseUrl, (made = clientsOf(hosts)));
  return made;
}

/** The URL with only its first host, as the parser accepts one, and the other hosts. */
function splitHosts(databaseUrl: string): { url: string; more: readonly Host[] } {
  const start = databaseUrl.indexOf('//') + 2;
  const end = databaseUrl.slice(start).search(/[/?]/);
  const authority = end < 0 ? databaseUrl.slice(start) : databaseUrl.slice(start, start + end);
  const [first = '', ...others] = authority.slice(authority.lastIndexOf('@') + 1).split(',');
  if (others.length === 0) return { url: databaseUrl, more: [] };
  const hosts = authority.length - others.join(',').length - 1;
  return {
    url: databaseUrl.slice(0, start + hosts) + databaseUrl.slice(start + authority.length),
    more: others.map((each) => {
      const { hostname = '', port } = URL.parse(`postgres://${each}`) ?? {};
      if (!first || !hostname) throw new StartupError('database.url', { reason: each });
      return { host: hostname.replace(/^\[|\]$/g, ''), port: Number(port || 5432) };
    }),
  };
}

function parseUrl(databaseUrl: string): Parsed {
  let parsed: Parsed;
  try {
    // The result has more than its type: every parameter is there as text under its own name.
    parsed = { ...parse(databaseUrl, { useLibpqCompat: true }) } as unknown as Parsed;
  } catch (error) {
    throw new StartupError('database.url', { reason: reasonOf(error) }, { cause: error });
  }
  const unknown = Object.keys(parsed).filter((name) => ![...PARAMETERS, ...PARSED].includes(name));
  if (unknown.length > 0) {
    throw new StartupError('database.url.parameter', {
      names: unknown.join(', '),
      known: PARAMETERS.join(', '),
    });
  }
  assertChoice('sslmode', parsed.sslmode, SSL_MODES);
  assertChoice('target_session_attrs', parsed.target_session_attrs, ['read-write', 'primary']);
  assertChoice('sslnegotiation', parsed.sslnegotiation, ['postgres', 'direct']);
  assertChoice('channel_binding', parsed.channel_binding, ['disable', 'prefer', 'require']);
  if (parsed.connect_timeout !== undefined && !/^\d{1,4}$/.test(parsed.connect_timeout)) {
    throw new StartupError('database.url', { reason: 'connect_timeout' });
  }
  return parsed;
}

function assertChoice(name: string, value: string | undefined, choices: readonly string[]): void {
  if (value === undefined || choices.includes(value)) return;
  throw new StartupError('database.url.choice', { name, value, choices: choices.join(', ') });
}

/** Missing parts come from PGHOST and similar variables, by pg's own rules. */
function resolve({
  host,
  port,
  user,
  database,
}: Parsed): Required<Pick<ClientConfig, 'host' | 'port'>> & Pick<ClientConfig, 'user' | 'database'> {
  const client = new pg.Client({
    ...(host && { host }),
    ...(port && { port: Number(port) }),
    ...(user && { user }),
    ...(database && { database }),
  });
  return { host: client.host, port: client.port, user: client.user, database: client.database };
}

/** The parser does not know `no-verify`. For an IP address without a `host`, pg would verify the name `localhost`. */
function tlsOf({ ssl, sslmode }: Parsed, host: string): ClientConfig['ssl'] {
  if (!ssl) return false;
  return {
    ...ssl,
    ...(sslmode === 'no-verify' && { rejectUnauthorized: false }),
    ...(isIP(host) > 0 && { host }),
  };
}

/** As PostgreSQL reads `options`: a backslash before each blank and backslash. */
function searchPath(schemas: string | undefined): string | undefined {
  return schemas && `-c search_path=${schemas.replace(/[\\\s]/g, '\\$&')}`;
}
