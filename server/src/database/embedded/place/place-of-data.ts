import { message } from '../../../messages/messages.js';
import type { EmbeddedPostgres } from '../embedded-postgres.js';
import { abandonedHomes, homeOf } from './homes.js';

/** One or more lines that say where the data is. A person who removes the data folder needs to know what stays elsewhere. */
export async function placeOfData({ dataDir, cluster, account = '' }: EmbeddedPostgres): Promise<string[]> {
  const home = homeOf(cluster);
  const own =
    home === undefined
      ? message('en', 'start.data', { dataDir })
      : message('en', 'start.dataElsewhere', {
          dataDir,
          home,
          account,
          command: removalOf(dataDir, home),
        });
  const abandoned = await abandonedHomes();
  return [
    own,
    ...abandoned.map((each) =>
      message('en', 'start.dataAbandoned', { ...each, command: removalOf(each.home) }),
    ),
  ];
}

function removalOf(...folders: string[]): string {
  return ['rm -r', ...folders.map(quoted)].join(' ');
}

function quoted(path: string): string {
  return /^[\w./-]+$/.test(path) ? path : `'${path.replaceAll("'", String.raw`'\''`)}'`;
}
