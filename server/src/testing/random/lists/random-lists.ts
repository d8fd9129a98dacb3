import { seedUsers } from '../../../seed/seed.service.js';
import type { TestApp } from '../../test-app.js';
import { makeUneven } from '../../uneven-users.js';
import { compareFacets } from './compare-facets.js';
import { compareList } from './compare-list.js';
import { makeOdd } from './odd-users.js';
import { Seeded } from '../seeded.js';
import { UserListCases } from './user-list-cases.js';
import { type ModelUser, readModel } from './user-list-model.js';

export interface RandomLists {
  users: ModelUser[];
  cases: UserListCases;
}

/** Fills the directory with uneven and odd users, below the limit of counts, and reads the model of them. */
export async function makeRandomLists(test: TestApp, count: number): Promise<RandomLists> {
  await seedUsers(test.database.url, count, () => undefined);
  const roles = await makeUneven(test, count);
  await makeOdd(test);
  const users = await readModel(test);
  return { users, cases: await UserListCases.of(test, users, [...roles.values()]) };
}

/** Compares `count` random lists with the model. Returns a line for each that differs, with its seed. */
export async function differencesOf(
  test: TestApp,
  { users, cases }: RandomLists,
  { seed, count }: { seed: number; count: number },
): Promise<string[]> {
  const differences: string[] = [];
  for (let each = seed; each < seed + count; each += 1) {
    const random = new Seeded(each);
    const list = cases.next(random);
    try {
      await compareList(test, users, list, random);
      await compareFacets(test, users, list);
    } catch (error) {
      differences.push(`seed ${each} ${JSON.stringify(list)}: ${String(error)}`);
    }
  }
  return differences;
}
