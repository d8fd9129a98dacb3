import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createPerson } from '../../testing/accounts/signed-in.js';
import { startTestApp, type TestApp } from '../../testing/test-app.js';
import { createUsers } from '../../testing/requests/user-requests.js';

const ROUNDS = 60;

/**
 * Medians of the same work stay within this ratio; a missing hash is a factor of 5. They are of CPU time, the thread of the
 * hash included: on a busy machine the medians of the wall time differed by a factor of 1.36, in no order of the kinds.
 */
const MAX_RATIO = 1.25;

const SIGN_IN = `mutation ($email: String!) {
  signIn(input: { email: $email, password: "a wrong one" }) { viewer { id } userErrors { code message path } } }`;

describe('the work of a refused sign-in', () => {
  let test: TestApp;
  let network = 0;

  beforeAll(async () => {
    test = await startTestApp();
    await createPerson(test, 'known@example.org', 'Viewer');
    const gone = await createPerson(test, 'deactivated@example.org', 'Viewer');
    await test.graphql(`mutation { deactivateUser(id: "${gone}") { userErrors { code } } }`);
    await createUsers(test, { email: 'invited@example.org' });
  });
  afterAll(() => test.close());

  /** Each attempt comes from its own network, as a network that guesses is soon refused. */
  async function attempt(email: string): Promise<{ cpu: number; answer: string }> {
    network += 1;
    const remoteAddress = `10.${network >> 16}.${(network >> 8) & 255}.${network & 255}`;
    const payload = { query: SIGN_IN, variables: { email } };
    const before = process.cpuUsage();
    const { body } = await test.app.inject({ method: 'POST', url: '/graphql', remoteAddress, payload });
    const { user, system } = process.cpuUsage(before);
    return { cpu: user + system, answer: body };
  }

  it('and its answer do not reveal whether there is such a user', async () => {
    const kinds = ['unknown', 'known', 'deactivated', 'invited'];
    const times = new Map<string, number[]>(kinds.map((kind) => [kind, []]));
    const answers = new Set<string>();
    // In turns, so that other load on the machine slows all of them alike.
    for (let round = 0; round < ROUNDS; round += 1) {
      for (const kind of round % 2 ? kinds : kinds.toReversed()) {
        const { cpu, answer } = await attempt(`${kind}@example.org`);
        times.get(kind)?.push(cpu);
        answers.add(answer);
      }
    }
    expect([...answers]).toEqual([expect.stringContaining('WRONG_CREDENTIALS')]);
    const medians = [...times.values()].map((all) => all.sort((a, b) => a - b)[ROUNDS / 2] ?? Infinity);
    expect(Math.max(...medians) / Math.min(...medians)).toBeLessThan(MAX_RATIO);
  });
});
