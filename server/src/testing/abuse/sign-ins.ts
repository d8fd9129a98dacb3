import { graphqlRequest } from './hostile-request.js';
import type { Target } from './target.js';

const SIGN_IN = 'mutation ($input: SignInInput!) { signIn(input: $input) { userErrors { code } } }';

async function flood(target: Target, until: AbortSignal, email: (index: number) => string): Promise<number> {
  let sent = 0;
  const one = async () => {
    while (!until.aborted) {
      const input = { email: email((sent += 1)), password: 'guess' };
      await target.send(
        graphqlRequest('guess', 'nobody', SIGN_IN, () => ({ input })),
        until,
      );
    }
  };
  // Each request comes from a different network.
  await Promise.all(Array.from({ length: 250 }, one));
  return sent;
}

/** Guesses from 250 networks at a time, by name. */
export const SIGN_INS: Readonly<Record<string, (target: Target, until: AbortSignal) => Promise<number>>> = {
  'guesses at one account': (target, until) => flood(target, until, () => 'owner@example.org'),
  'guesses at many accounts': (target, until) => flood(target, until, (index) => `user${index}@example.org`),
};
