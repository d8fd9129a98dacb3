import { isDeepStrictEqual } from 'node:util';
import { requestText } from '../load/request-text.js';
import type { BenchUser, Content, Job, JobInput, System } from '../system.js';

/** One more system's answer to the same input. */
export interface Answered {
  system: string;
  content: Content;
}

/** Sends one request, and converts the answer to the common form. @throws if it failed */
export async function readContent(
  system: System,
  port: number,
  job: Job,
  input: JobInput,
): Promise<Content | undefined> {
  const request = system.request(job, input);
  if (!request) return undefined;
  const { method, path, headers, body } = request;
  const response = await fetch(`http://127.0.0.1:${port}${path}`, {
    method,
    headers,
    ...(body !== undefined && { body }),
  });
  const text = await response.text();
  if (!response.ok || text.includes('"errors":')) {
    throw new Error(
      `${system.name}, ${job}: ${response.status} ${text}\nasked: ${requestText(request, port)}`,
    );
  }
  return settled(system.read(job, text));
}

/** Removes values that the database chose in a create and that differ: the id and the moment. */
function settled(content: Content): Content {
  const { created } = content;
  if (!created) return content;
  const known = <T extends { id: string }>(user: T): T =>
    user.id === created.id ? { ...user, id: '(new)', createdAt: '(now)' } : user;
  return { ...content, created: known(created), ...(content.users && { users: content.users.map(known) }) };
}

/**
 * Compares the five fields of every user, in the same order, and all other values that the other system returns (not every
 * system has pageInfo).
 * @throws with both answers if they differ
 */
export function assertSame(job: Job, input: JobInput, base: Answered, other: Answered): void {
  const found = comparable(other.content);
  const compared = new Set([...Object.keys(found), ...REQUIRED[job]]);
  const expected = Object.fromEntries(
    Object.entries(comparable(base.content)).filter(([key]) => compared.has(key)),
  );
  if (isDeepStrictEqual(expected, found)) return;
  throw new Error(
    [
      `${other.system} does not answer ${job} as ${base.system} does, for ${JSON.stringify(input)}.`,
      `${base.system}: ${JSON.stringify(expected, null, 1)}`,
      `${other.system}: ${JSON.stringify(found, null, 1)}`,
    ].join('\n'),
  );
}

const REQUIRED: Record<Job, (keyof Content)[]> = {
  list: ['users'],
  deep: ['users'],
  one: ['users'],
  search: ['users'],
  totalCount: ['users', 'totalCount'],
  byStatus: ['users'],
  create: ['users', 'created'],
};

function comparable({ users, created, ...rest }: Content): Content {
  return {
    ...rest,
    ...(users && { users: users.map(fiveFields) }),
    ...(created !== undefined && { created: created && fiveFields(created) }),
  };
}

function fiveFields({ id, email, displayName, status, createdAt }: BenchUser): BenchUser {
  return { id, email, displayName, status, createdAt };
}
