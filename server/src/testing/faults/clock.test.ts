import pg from 'pg';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { verifyAudit } from '../../audit/chain/audit-verify.service.js';
import { createPerson, type Person, signedIn } from '../accounts/signed-in.js';
import { type GraphqlAnswer, startTestApp, type TestApp } from '../test-app.js';
import { createUsers } from '../requests/user-requests.js';

const HOUR_MS = 3_600_000;
const SIGNED_IN = { viewer: { email: 'ann@example.org' } };
const SIGNED_OUT = { viewer: null };

describe('the clock of a server', () => {
  let test: TestApp;

  beforeAll(async () => {
    test = await startTestApp();
    await createPerson(test, 'ann@example.org', 'Owner');
  });
  afterEach(() => void vi.useRealTimers());
  afterAll(() => test.close());

  const viewer = async ({ graphql }: Person) => (await graphql('{ viewer { email } }')).data;
  const renewed = async ({ cookies }: Person) => {
    const answer = await test.app.inject({
      method: 'POST',
      url: '/graphql',
      cookies,
      payload: { query: 'mutation { refreshSession { viewer { email } } }' },
    });
    return answer.json<GraphqlAnswer>().data.refreshSession;
  };
  /** All addresses of the list, read in pages of three. */
  const listed = async () => {
    const emails: string[] = [];
    for (let after: string | null = null, more = true; more;) {
      const { data } = await test.graphql(
        `query ($after: String) { users(first: 3, after: $after) { nodes { email } pageInfo { hasNextPage endCursor } } }`,
        { after },
      );
      emails.push(...data.users.nodes.map(({ email }: { email: string }) => email));
      after = data.users.pageInfo.endCursor as string;
      more = data.users.pageInfo.hasNextPage as boolean;
    }
    return emails;
  };

  it.each([
    ['back', -HOUR_MS, SIGNED_IN],
    ['forward', HOUR_MS, SIGNED_OUT],
  ])(
    'set %s by an hour and back loses no user, page, session or audit entry',
    async (name, by, tokenOfBefore) => {
      const addresses = (when: string) => [1, 2, 3, 4].map((n) => `${name}-${when}${n}@example.org`);
      const create = (when: string) => createUsers(test, ...addresses(when).map((email) => ({ email })));
      const all = ['before', 'meanwhile', 'after'].flatMap(addresses);
      const before = await signedIn(test, 'ann@example.org');
      await create('before');

      vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + by });
      await create('meanwhile');
      const meanwhile = await signedIn(test, 'ann@example.org');
      expect(await viewer(meanwhile)).toEqual(SIGNED_IN);
      // A session's token is valid for minutes; its cookie gets another one.
      expect(await viewer(before)).toEqual(tokenOfBefore);
      expect(await renewed(before)).toEqual(SIGNED_IN);

      vi.useRealTimers();
      await create('after');
      // It was looked up meanwhile, and is valid for the minutes that it had then.
      expect(await viewer(meanwhile)).toEqual(SIGNED_IN);
      expect(await renewed(meanwhile)).toEqual(SIGNED_IN);
      const list = await listed();
      expect(new Set(list).size).toBe(list.length);
      expect(list).toEqual(expect.arrayContaining(all));
      await expect.poll(verified).toMatchObject({ fault: undefined, waiting: 0 });
    },
  );

  async function verified() {
    const client = new pg.Client({ connectionString: test.database.url });
    await client.connect();
    try {
      return await verifyAudit(client);
    } finally {
      await client.end();
    }
  }
});
