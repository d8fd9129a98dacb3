import { createPerson, signedIn } from '../../accounts/signed-in.js';
import { makeOperatorToken, startTestApp, type TestApp } from '../../test-app.js';
import { makeRandomLists } from '../lists/random-lists.js';
import type { Case, UserListCases } from '../lists/user-list-cases.js';
import type { Actor, Role } from './write-model.js';

export type SignedInActor = Actor & { token: string };

/** What the shared views of the directory show. */
const VIEWS: Record<string, Case> = {
  'status=DEACTIVATED': { where: { state: ['DEACTIVATED'] } },
  'status=DELETED': { where: { state: ['DELETED'] } },
  'department=Sales': { where: { department: ['Sales'] } },
  'signed-in=never': { where: { neverSignedIn: true } },
  'q=an&status=INVITED': { where: { state: ['INVITED'] }, search: 'an', term: { readings: [['an']] } },
  'q=smith': { search: 'smith', term: { readings: [['smith']] } },
  '': {},
};

/** Two servers on one directory. */
export interface Directory {
  servers: [TestApp, TestApp];
  cases: UserListCases;
  /** The first may do everything, the last may only read. */
  actors: SignedInActor[];
  roles: ReadonlyMap<string, Role>;
  /** The lists of the views, by id. */
  views: ReadonlyMap<string, Case>;
  close: () => Promise<void>;
}

/** Fills a directory, with people of different permissions and with shared views. */
export async function makeDirectory(count: number): Promise<Directory> {
  const first = await startTestApp();
  const second = await startTestApp({ database: first.database });
  const { cases } = await makeRandomLists(first, count);
  const { database } = first;
  const found = await database.query<Role>('select id::text, key, permissions from roles order by name');
  const roles = new Map(found.map((role) => [role.id, role]));
  const all = new Set(found.flatMap(({ permissions }) => permissions));
  const actors: SignedInActor[] = [{ id: null, permissions: all, token: await makeOperatorToken(database) }];
  for (const name of ['Administrator', 'Editor', 'Viewer']) {
    const id = await createPerson(first, `${name}@actors.example.org`, name);
    const permissions = found.find(({ key }) => key === name.toUpperCase())?.permissions;
    const { token } = await signedIn(first, `${name}@actors.example.org`);
    actors.push({ id, permissions: new Set(permissions), token });
  }
  const views = await database.query<{ id: string; query: string }>(
    `insert into saved_views (name, query, is_shared, position)
      select 'View ' || n, query, true, n from unnest($1::text[]) with ordinality as v (query, n) returning id, query`,
    [Object.keys(VIEWS)],
  );
  return {
    servers: [first, second],
    cases,
    actors,
    roles,
    views: new Map(views.map(({ id, query }) => [id, VIEWS[query] as Case])),
    close: async () => {
      await second.close();
      await first.close();
    },
  };
}
