export type Job = 'list' | 'deep' | 'one' | 'search' | 'totalCount' | 'byStatus' | 'create';

/** The input of a job's request. Each system converts it to its own API. */
export interface JobInput {
  /** The user's id, for `one`. */
  id: string;
  /** The row after which the deep page begins, and how many rows are before the page, for systems that page by offset. */
  deep: { createdAt: string; id: string; offset: number };
  term: string;
  status: 'INVITED';
  /** For `create`: unique with each request. */
  email: string;
  displayName: string;
}

export interface HttpRequest {
  method: 'GET' | 'POST';
  path: string;
  headers: Record<string, string>;
  body?: string;
}

export interface BenchUser {
  id: string;
  email: string;
  displayName: string;
  status: string;
  createdAt: string;
}

/**
 * An answer in the common form, which must be equal for every system. Cursors differ between systems and are omitted. createdAt
 * is ISO 8601 in UTC with milliseconds.
 */
export interface Content {
  users?: BenchUser[];
  hasNextPage?: boolean;
  hasPreviousPage?: boolean;
  totalCount?: number;
  /** Of create: the created user (the database chooses id and createdAt). */
  created?: BenchUser | null;
}

export interface Running {
  port: number;
  /** If several processes share the work: the ports of all. */
  ports?: number[];
  pids: number[];
  stop(): Promise<void>;
}

export interface System {
  /** As the table names it. */
  name: string;
  kind: 'limit' | 'peer' | 'rollcall';
  /** Packages whose versions the report names. */
  packages: string[];
  start(options: { databaseUrl: string; port: number }): Promise<Running>;
  /** Once after each start, where a request needs something first (a token, a cursor of its own). */
  prepare?(running: Running, input: JobInput): Promise<void>;
  /** undefined if the system has no such job, with the reason in docs. */
  request(job: Job, input: JobInput): HttpRequest | undefined;
  read(job: Job, body: string): Content;
}
