import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import pg from 'pg';
import { connectionTo } from '../../connection.js';
import { clusterOf } from '../place/placement.js';
import { embeddedUrl } from '../embedded-url.js';

/** PostgreSQL writes its port into the fourth line of this file. */
const PORT_LINE = 3;

/** The URL of the embedded database that another Rollcall process runs on a data folder; undefined if none answers. */
export async function findRunningPostgres(dataDir: string): Promise<string | undefined> {
  try {
    const cluster = await clusterOf(dataDir);
    const port = (await readFile(join(cluster, 'postmaster.pid'), 'utf8')).split('\n')[PORT_LINE]?.trim();
    const password = (await readFile(join(dataDir, 'postgres.password'), 'utf8')).trim();
    const url = embeddedUrl(password, port ?? '');
    const client = new pg.Client(connectionTo(url, 'rollcall'));
    await client.connect();
    await client.end();
    return url;
  } catch {
    // A missing file, or no answer, means that it is not running.
    return undefined;
  }
}
