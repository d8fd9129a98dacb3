import { execFileSync } from 'node:child_process';
import { stat } from 'node:fs/promises';
import type { Logger } from 'pino';
import { StartupError, reasonOf } from '../../startup/startup-error.js';

/** The operating system's user that PostgreSQL runs as if the server runs as root. PostgreSQL refuses to run as root. */
export interface Account {
  readonly name: string;
  readonly uid: number;
  readonly gid: number;
}

const OWN_ACCOUNT = 'rollcall';

/**
 * The account for the database in `cluster`; undefined for the user of this process. An existing database keeps its owner, as
 * PostgreSQL opens it only for its owner.
 */
export async function chooseAccount(cluster: string, log: Logger): Promise<Account | undefined> {
  const owner = await stat(cluster).catch(() => undefined);
  const me = process.getuid?.();
  if (me !== 0) {
    if (owner && owner.uid !== me)
      throw new StartupError('embedded.foreignOwner', { cluster, uid: String(owner.uid) });
    return undefined;
  }
  // A database owned by root was copied back from a backup by root: its user becomes the owner again.
  if (owner && owner.uid !== 0) return { name: `uid ${owner.uid}`, uid: owner.uid, gid: owner.gid };
  const account = lookUp('postgres') ?? lookUp(OWN_ACCOUNT) ?? create(OWN_ACCOUNT, log);
  if (owner) giveTree(cluster, account);
  return account;
}

/** Changes the owner of a whole folder. */
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
