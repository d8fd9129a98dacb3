import { execFileSync } from 'node:child_process';
import { chmod, copyFile, mkdir, mkdtemp, rm, stat, symlink, writeFile, chown } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { PostgresSettings } from '../../database/embedded/settings.js';
import { PostgresNode } from './node.js';

/** A primary and a standby that follows it by streaming. */
export interface PostgresPair {
  readonly primary: PostgresNode;
  readonly standby: PostgresNode;
  /** Commits wait from now on until the standby has applied them. */
  synchronise: () => Promise<void>;
  /** Makes the standby the primary. */
  promote: () => Promise<void>;
  stop: () => Promise<void>;
}

const SETTINGS: PostgresSettings = {
  max_connections: '300',
  shared_buffers: '128MB',
  // Keeps WAL that the standby has not received yet.
  wal_keep_size: '1GB',
};

/** @param settings of both, over those of the embedded PostgreSQL */
export async function startPostgresPair(settings: PostgresSettings = {}): Promise<PostgresPair> {
  const folder = await mkdtemp(join(tmpdir(), 'rollcall-pair-'));
  // As root, PostgreSQL runs as another user, which must be able to enter the folder.
  await chmod(folder, 0o711);
  const [first, second] = [join(folder, 'first'), join(folder, 'second')];
  const primary = await PostgresNode.start(first, { ...SETTINGS, ...settings });
  const cluster = await copyCluster(primary, first, second);
  const { hostname, port, username, password } = new URL(primary.url);
  const standby = await PostgresNode.start(second, {
    ...SETTINGS,
    ...settings,
    primary_conninfo: `host=${hostname} port=${port} user=${username} password=${password} application_name=standby`,
    // The interval of retries at the primary.
    wal_retrieve_retry_interval: '200ms',
  });
  return {
    primary,
    standby,
    synchronise: async () => {
      // Only in the primary's own file: a promoted standby must not wait for a standby.
      await primary.query(`alter system set synchronous_commit = 'remote_apply'`);
      await primary.query(`alter system set synchronous_standby_names = 'standby'`);
      await primary.query('select pg_reload_conf()');
    },
    promote: async () => void (await standby.query('select pg_promote(true, 30)')),
    stop: async () => {
      await standby.stop();
      await primary.stop();
      for (const each of [primary.cluster, cluster]) await rm(each, { recursive: true, force: true });
      await rm(folder, { recursive: true });
    },
  };
}

/** A base backup over SQL, as the embedded PostgreSQL has no pg_basebackup. */
async function copyCluster(primary: PostgresNode, from: string, to: string): Promise<string> {
  const parent = dirname(primary.cluster);
  const isElsewhere = parent !== from;
  const cluster = isElsewhere ? `${primary.cluster}-standby` : join(to, 'postgres');
  await mkdir(to, { mode: 0o711 });
  if (isElsewhere) await symlink(cluster, join(to, 'postgres'));
  await copyFile(join(from, 'postgres.password'), join(to, 'postgres.password'));
  await primary.query(`select pg_backup_start('standby', true)`);
  const options = ['--archive', '--one-file-system'];
  execFileSync('cp', [...options, primary.cluster, cluster]);
  const [stopped] = await primary.query<{ labelfile: string }>(
    'select labelfile from pg_backup_stop(wait_for_archive => false)',
  );
  await rm(join(cluster, 'postmaster.pid'));
  await ownFile(cluster, 'backup_label', stopped?.labelfile ?? '');
  await ownFile(cluster, 'standby.signal', '');
  return cluster;
}

async function ownFile(cluster: string, name: string, content: string): Promise<void> {
  const { uid, gid } = await stat(cluster);
  await writeFile(join(cluster, name), content);
  await chown(join(cluster, name), uid, gid);
}
