import type { BenchUser, Content, HttpRequest, Job, JobInput, System } from '../../system.js';
import { startSystem } from '../server-process.js';
import { cursorOf, WRITES_AT } from './server.js';
import type { Write, WriteInput } from './writes.js';

interface Answer {
  user?: BenchUser | null;
  users?: BenchUser[];
  pageInfo?: { hasNextPage: boolean; hasPreviousPage: boolean };
  totalCount?: number;
}

/** `node:http` and `pg`, and the same with its answer written by hand: they differ in their main.ts alone. */
export const limits: System[] = ['bare', 'bare-written'].map((name) => ({
  name,
  kind: 'limit',
  packages: ['pg'],
  start: (options) => startSystem(name, options),
  request,
  read,
}));

function request(job: Job, input: JobInput): HttpRequest {
  if (job === 'create') {
    const { email, displayName } = input;
    return posted('/users', { email, displayName });
  }
  return { method: 'GET', path: pathOf(job, input), headers: {} };
}

/** A write that sends Rollcall's statements. */
export function writeRequest(name: Write, input: WriteInput): HttpRequest {
  return posted(`${WRITES_AT}${name}`, input);
}

function posted(path: string, body: object): HttpRequest {
  return {
    method: 'POST',
    path,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  };
}

function pathOf(job: Exclude<Job, 'create'>, { id, deep, term, status }: JobInput): string {
  switch (job) {
    case 'list':
      return '/users';
    case 'deep':
      return `/users?after=${cursorOf(deep.createdAt, deep.id)}`;
    case 'one':
      return `/users/${id}`;
    case 'search':
      return `/users?search=${encodeURIComponent(term)}`;
    case 'totalCount':
      return '/users?count';
    case 'byStatus':
      return `/users?status=${status}`;
  }
}

function read(job: Job, body: string): Content {
  const { user, users, pageInfo, totalCount } = JSON.parse(body) as Answer;
  if (job === 'one') return { users: user ? [user] : [] };
  const { hasNextPage = false, hasPreviousPage = false } = pageInfo ?? {};
  return {
    users: users ?? [],
    hasNextPage,
    hasPreviousPage,
    ...(totalCount !== undefined && { totalCount }),
    ...(job === 'create' && { created: user ?? null }),
  };
}
