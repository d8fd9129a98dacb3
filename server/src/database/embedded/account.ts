import { execFileSync } from 'node:child_process';
import { stat } from 'node:fs/promises';
import type { Logger } from 'pino';
import { StartupError, reasonOf } from '../../startup/startup-error.js';

/** The operating system's user that PostgreSQL runs as where we are root, which PostgreSQL refuses to be. */
export interface Account {
  readonly name: string;
  readonly uid: number;
  readonly gid: number;
}

const OWN_ACCOUNT = 'rollcall';

/**
 * Who is to run the database in `cluster`; undefined means: we ourselves. A database that is there already
 * stays with its owner, for PostgreSQL opens it for no one else.
 */
export async function chooseAccount(cluster: string, log: Logger): Promise<Account | undefined> {
  const owner = await stat(cluster).catch(() => undefined);
  const me = process.getuid?.();
  if (me !== 0) {
    if (owner && owner.uid !== me)
      throw new StartupError('embedded.foreignOwner', { cluster, uid: String(owner.uid) });
    return undefined;
  }
  // A database owned by root was copied back by root, from a backup: its user gets it again.
  if (owner && owner.uid !== 0) return { name: `uid ${owner.uid}`, uid: owner.uid, gid: owner.gid };
  const account = lookUp('postgres') ?? lookUp(OWN_ACCOUNT) ?? create(OWN_ACCOUNT, log);
  if (owner) giveTree(cluster, account);
  return account;
}

/** Hands a whole folder to an account. */
export function giveTree(folder: string, account: Account): void {
  execFileSync('chown', ['-R', `${account.uid}:${account.gid}`, `${folder}/`]);
}

function lookUp(name: string): Account | undefined {
  try {
    return { name, uid: askId('-u', name), gid: askId('-g', name) };
  } catch {
    return undefined;
  }
}

function askId(flag: '-u' | '-g', name: string): number {
  return Number(execFileSync('id', [flag, name], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }));
}

function create(name: string, log: Logger): Account {
  try {
    execFileSync(
      'useradd',
      ['--system', '--user-group', '--no-create-home', '--shell', '/usr/sbin/nologin', name],
      {
        encoding: 'utf8',
        stdio: ['ignore', 'ignore', 'pipe'],
      },
    );
  } catch (error) {
    throw new StartupError('embedded.noAccount', { reason: reasonOf(error) }, { cause: error });
  }
  const account = lookUp(name);
  if (!account) throw new StartupError('embedded.noAccount', { reason: 'useradd' });
  log.info('made the system user %s for the database', name);
  return account;
}
