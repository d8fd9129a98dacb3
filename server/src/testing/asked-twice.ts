// Must come before modules with decorators.
import 'reflect-metadata';
import { vi } from 'vitest';
import { KnownRequests } from '../execution/known-requests.js';
import type { TestApp } from './test-app.js';

export type Asking = ReturnType<typeof asking>;

/**
 * Sends requests as the operator, and reports whether a compiled operation answered. Moments and request ids are removed from
 * the answers.
 */
export function asking(test: TestApp) {
  async function ask(
    document: string,
    variables?: Record<string, unknown>,
    accept?: string,
    own: Record<string, string> = {},
  ) {
    const answered = vi.spyOn(KnownRequests.prototype, 'answer');
    const response = await test.app.inject({
      method: 'POST',
      url: '/graphql',
      headers: { authorization: `Bearer ${test.operator}`, ...(accept && { accept }), ...own },
      payload: { query: document, ...(variables && { variables }) },
    });
    const isCompiled = (await answered.mock.results.at(-1)?.value) !== undefined;
    answered.mockRestore();
    const { date: _date, 'x-request-id': id, ...headers } = response.headers;
    return {
      isCompiled,
      status: response.statusCode,
      headers,
      body: response.body.replaceAll(String(id), 'ID'),
    };
  }

  /** Sends it twice: GraphQL.js answers a new document. */
  async function twice(document: string, variables?: Record<string, unknown>, accept?: string) {
    const first = await ask(document, variables, accept);
    const second = await ask(document, variables, accept);
    return { first, second, same: { ...second, isCompiled: first.isCompiled } };
  }

  return { ask, twice };
}
