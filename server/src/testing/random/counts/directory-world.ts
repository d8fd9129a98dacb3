import type { QueryResultRow } from 'pg';
import type { GraphqlAnswer, TestApp } from '../../test-app.js';
import type { Seeded } from '../seeded.js';

/** Of an answer. */
export const ERRORS = 'userErrors { code path message }';

export const DEPARTMENTS = [
  'Sales',
  'SALES',
  'Légal',
  'legal',
  'İstanbul',
  'x'.repeat(100),
  '  Two  Words ',
  null,
];
export const LOCALES = ['en', 'de-CH', 'ar', 'zh-Hant-TW', null];

/** Two servers of one directory, and what random operations need of it. */
export class DirectoryWorld {
  /** What was done, the newest last. */
  readonly log: string[] = [];
  /** Answers with an internal error. */
  readonly faults: string[] = [];

  constructor(
    protected readonly apps: [TestApp, TestApp],
    protected readonly random: Seeded,
  ) {}

  #last: Promise<unknown> = Promise.resolve();

  /** One statement after another, as they share a connection. */
  protected query<T extends QueryResultRow>(sql: string, values: unknown[] = []): Promise<T[]> {
    const answer = this.#last.then(() => this.apps[0].database.query<T>(sql, values));
    this.#last = answer.catch(() => undefined);
    return answer;
  }

  /** An answer without `data` is a fault of the server: the operations are all permitted. */
  protected async ask(
    query: string,
    variables: Record<string, unknown> = {},
  ): Promise<GraphqlAnswer['data']> {
    const { data, errors } = await this.random.pick(this.apps).graphql(query, variables);
    this.note(variables, data, errors);
    return data?.answer ?? {};
  }

  protected note(variables: object, data: unknown, errors: unknown): void {
    const text = JSON.stringify(errors ?? null);
    if (text.includes('INTERNAL')) this.faults.push(`${JSON.stringify(variables)} ${text}`);
    this.log.push(
      `  ${JSON.stringify(variables).slice(0, 300)} ${JSON.stringify(errors ?? data).slice(0, 300)}`,
    );
  }

  protected async users(where = 'true'): Promise<{ id: string; version: number; email: string }[]> {
    return this.query(`select id, version, email from users where ${where} order by email`);
  }

  /** One user, if there is any. */
  protected async someone(
    where: string,
    act: (user: { id: string; version: number; email: string }) => Promise<unknown>,
  ) {
    const users = await this.users(where);
    if (users.length > 0) await act(this.random.pick(users));
  }

  protected async roleIds(where = 'true'): Promise<string[]> {
    const rows = await this.query<{ id: string }>(`select id from roles where ${where} order by name`);
    return rows.map(({ id }) => id);
  }
}
