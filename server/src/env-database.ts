import { connectionTo } from './database/connection.js';
import { message } from './messages/messages.js';
import { reasonOf } from './startup/startup-error.js';

const POSTGRES_URL = /^postgres(?:ql)?:\/\//;

/** DATABASE_URL; undefined for the embedded database. */
export function readDatabaseUrl(source: NodeJS.ProcessEnv, faults: string[]): string | undefined {
  const given = source['DATABASE_URL']?.trim();
  if (!given) return undefined;
  if (POSTGRES_URL.test(given)) return completedUrl(given, source, faults);
  faults.push(message('en', 'env.databaseUrl'));
  return undefined;
}

/** DATABASE_REPLICA_URLS. */
export function readReplicaUrls(source: NodeJS.ProcessEnv, faults: string[]): readonly string[] {
  const given = source['DATABASE_REPLICA_URLS']?.trim();
  if (!given) return [];
  if (!source['DATABASE_URL']?.trim()) {
    faults.push(message('en', 'env.replicaUrls.alone'));
    return [];
  }
  const urls = listOfUrls(given);
  if (urls.length === 0) faults.push(message('en', 'env.replicaUrls'));
  return urls.flatMap((url) => completedUrl(url, source, faults) ?? []);
}

/** A comma is also in some URLs, as in `search_path=one,two`. Empty if it does not begin with a URL. */
function listOfUrls(text: string): string[] {
  const urls: string[] = [];
  for (const part of text.split(',')) {
    if (POSTGRES_URL.test(part.trim())) urls.push(part.trim());
    else if (urls.length > 0) urls.push(`${urls.pop() ?? ''},${part.trim()}`);
    else return [];
  }
  return urls;
}

/** The URL with PGOPTIONS and PGAPPNAME added, which pg ignores if it gets options and a name from us. */
function completedUrl(given: string, source: NodeJS.ProcessEnv, faults: string[]): string | undefined {
  let url = given;
  const more = { options: source['PGOPTIONS'], application_name: source['PGAPPNAME'] };
  for (const [name, value] of Object.entries(more)) {
    if (!value || new RegExp(`[?&]${name}=`).test(url)) continue;
    url += `${url.includes('?') ? '&' : '?'}${name}=${encodeURIComponent(value)}`;
  }
  try {
    connectionTo(url, 'rollcall');
    return url;
  } catch (error) {
    faults.push(reasonOf(error));
    return undefined;
  }
}
