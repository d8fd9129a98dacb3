import { execFileSync } from 'node:child_process';
import { chmod, chown, mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { pino } from 'pino';
import { startTemporaryPostgres } from '../../database/embedded/temporary-postgres.js';

/** A role that may connect only with TLS, or by the socket. */
const ROLE = 'app';
const PASSWORD = 'p@ss/word';

/** A role with a certificate instead of a password, and the same rights. */
const CERTIFIED = 'carol';

/** The superuser of the tests connects without TLS. */
const HBA = `local all ${ROLE} scram-sha-256
hostssl all ${ROLE} all scram-sha-256
hostnossl all ${ROLE} all reject
hostssl all ${CERTIFIED} all cert
host all rollcall all scram-sha-256
`;

export interface GuardedPostgres {
  /** The folder of its socket. */
  readonly socket: string;
  /** The file with its self-signed certificate for the name localhost. */
  readonly certificate: string;
  /** Parameters of a URL for the role that has a certificate. */
  readonly certified: { readonly user: string; readonly sslcert: string; readonly sslkey: string };
  /** Creates a database owned by the role. */
  createDatabase(name: string): Promise<void>;
  /** As the superuser. */
  query<T extends pg.QueryResultRow>(database: string, sql: string): Promise<T[]>;
  /** The role's URL. With an empty host, the parameters name the host. */
  url(database: string, parameters: Readonly<Record<string, string>>, host?: string): string;
  stop(): Promise<void>;
}

/** A PostgreSQL as providers configure it: over TCP it accepts only TLS. */
export async function startGuardedPostgres(): Promise<GuardedPostgres> {
  const socket = await mkdtemp(join(tmpdir(), 'rollcall-socket-'));
  // As root, PostgreSQL runs as another user.
  await chmod(socket, 0o777);
  const postgres = await startTemporaryPostgres(pino({ level: 'silent' }), {
    unix_socket_directories: socket,
  });
  const { port } = new URL(postgres.url);
  const query = async <T extends pg.QueryResultRow>(database: string, sql: string): Promise<T[]> => {
    const url = new URL(postgres.url);
    url.pathname = `/${database}`;
    const client = new pg.Client({ connectionString: url.href });
    await client.connect();
    try {
      return (await client.query<T>(sql)).rows;
    } finally {
      await client.end();
    }
  };
  const [{ folder } = { folder: '' }] = await query<{ folder: string }>(
    'postgres',
    `select current_setting('data_directory') as folder`,
  );
  const certificate = join(socket, 'server.crt');
  const certified = {
    user: CERTIFIED,
    sslcert: join(socket, 'client.crt'),
    sslkey: join(socket, 'client.key'),
  };
  await takeTlsAlone(folder, certificate);
  makeCertificate(CERTIFIED, certified.sslkey, certified.sslcert);
  execFileSync('cp', [certified.sslcert, join(folder, 'clients.crt')]);
  await query('postgres', `alter system set ssl_ca_file = 'clients.crt'`);
  await query('postgres', 'alter system set ssl = on');
  await query('postgres', `create role ${ROLE} login password '${PASSWORD}'`);
  await query('postgres', `create role ${CERTIFIED} login in role ${ROLE}`);
  await query('postgres', 'select pg_reload_conf()');
  return {
    socket,
    certificate,
    certified,
    query,
    createDatabase: async (name) => void (await query('postgres', `create database ${name} owner ${ROLE}`)),
    url: (database, parameters, host = `localhost:${port}`) => {
      const search = new URLSearchParams(parameters).toString().replaceAll('+', '%20');
      return `postgres://${ROLE}:${encodeURIComponent(PASSWORD)}@${host.replace('{port}', port)}/${database}?${search}`;
    },
    stop: async () => {
      await postgres.stop();
      await rm(socket, { recursive: true });
    },
  };
}

async function takeTlsAlone(folder: string, certificate: string): Promise<void> {
  const key = join(folder, 'server.key');
  const own = join(folder, 'server.crt');
  makeCertificate('localhost', key, own);
  const { uid, gid } = await stat(folder);
  for (const file of [key, own]) await chown(file, uid, gid);
  await chmod(key, 0o600);
  execFileSync('cp', [own, certificate]);
  await writeFile(join(folder, 'pg_hba.conf'), HBA);
}

/** Signed by itself. */
function makeCertificate(name: string, key: string, certificate: string): void {
  const kind = ['-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-noenc', '-days', '2'];
  const subject = ['-subj', `/CN=${name}`, '-addext', `subjectAltName=DNS:${name}`];
  const files = ['-keyout', key, '-out', certificate];
  execFileSync('openssl', ['req', ...kind, ...subject, ...files], { stdio: 'ignore' });
}
