import 'reflect-metadata';
import { type DocumentNode, type ExecutionResult, parse, print } from 'graphql';
import { describe, expect, it } from 'vitest';
import { Permission } from '../../access/permission.enum.js';
import { buildSchema } from '../../schema.js';
import { subscribeSharing } from './user-change.answers.js';
import { consoleOperations } from '../../testing/requests/console-operations.js';
import { rowFields } from '../user.columns.js';
import { UserChangeQueue } from './user-change.queue.js';
import { UserChange, UserChangeKind } from './user-change.type.js';

const schema = buildSchema();
const READER = [Permission.USERS_READ];
const WRITER = [Permission.USERS_READ, Permission.USERS_WRITE];

interface Subscriber {
  userId: string;
  permissions: Permission[];
  locale?: string;
  query?: string;
  variables?: Record<string, unknown>;
}

/** How often news of the user "ann" was executed until every subscriber had it. */
function executions(...subscribers: Subscriber[]): Promise<number> {
  return executionsOf(UserChangeKind.UPDATED, subscribers);
}

async function executionsOf(kind: unknown, subscribers: Subscriber[]): Promise<number> {
  let count = 0;
  const change = new UserChange(UserChangeKind.UPDATED, 'ann');
  Object.defineProperty(change, 'kind', {
    get: () => {
      count += 1;
      return kind;
    },
  });
  const answers = await Promise.all(
    subscribers.map(
      async ({
        userId,
        permissions,
        locale = 'en',
        query = 'subscription { userChanged { kind } }',
        variables,
      }) => {
        const queue = new UserChangeQueue();
        const answer = await subscribeSharing({
          schema,
          document: parse(query),
          variableValues: variables ?? null,
          contextValue: {
            viewer: { userId, sessionId: userId, tokenId: null, permissions: new Set(permissions) },
            changes: { subscribe: () => queue },
            locale,
          },
        });
        queue.push(change);
        return answer as AsyncIterableIterator<ExecutionResult>;
      },
    ),
  );
  await Promise.all(answers.map((each) => each.next()));
  return count;
}

describe('news for many subscribers', () => {
  it('is executed once for subscribers with the same document and permissions', async () => {
    const bob = { userId: 'bob', permissions: READER };
    expect(await executions(bob, { ...bob, userId: 'cy' }, { ...bob, userId: 'dan' })).toBe(1);
  });

  it('is executed once if Apollo Client adds __typename, and for every field that is read with a row of a user', async () => {
    const fields = rowFields().map((name) => (name === 'roles' ? 'roles { id name __typename }' : name));
    // Skipped, as there is no database here: the document decides, not the answer.
    const query = `subscription { userChanged { kind __typename user @skip(if: true) { ${fields.join(' ')} __typename } } }`;
    const bob = { userId: 'bob', permissions: READER, query };
    expect(await executions(bob, { ...bob, userId: 'cy' })).toBe(1);
  });

  it('is executed once for all consoles', async () => {
    const [, document] = consoleOperations.find(([name]) => name === 'UserChanged') ?? [];
    // Skipped, as above: the fields of userChanged, at the second level.
    const query = print(document as DocumentNode).replaceAll(
      /^ {4}(users?\b.*) \{$/gm,
      '    $1 @skip(if: true) {',
    );
    expect(query.match(/@skip/g)).toHaveLength(2);
    const bob = { userId: 'bob', permissions: READER, query };
    expect(await executions(bob, { ...bob, userId: 'cy' })).toBe(1);
  });

  it('is executed for a subscriber with other permissions, document or language, and for the user of the news', async () => {
    const bob = { userId: 'bob', permissions: READER };
    const query = 'subscription ($is: Boolean!) { userChanged { kind again: kind @include(if: $is) } }';
    expect(await executions(bob, { ...bob, permissions: WRITER })).toBe(2);
    expect(await executions(bob, { ...bob, userId: 'ann' })).toBe(2);
    expect(await executions(bob, { ...bob, locale: 'ar' })).toBe(2);
    expect(await executions({ ...bob, query, variables: { is: true } }, bob)).toBe(3);
    const asking = (is: boolean) => ({ ...bob, query, variables: { is } });
    expect(await executions(asking(true), asking(false))).toBe(3);
  });

  it('is executed for each subscriber if a field may depend on the viewer', async () => {
    const bob = { userId: 'bob', permissions: WRITER };
    for (const theirs of ['user { sessions { totalCount } }', 'users { nodes { id viewerCanDelete } }']) {
      const query = `subscription { userChanged { kind ${theirs} } }`;
      expect(await executions({ ...bob, query }, { ...bob, query, userId: 'cy' }), theirs).toBe(2);
    }
  });

  it('is executed for each subscriber if it fails, as errors are in their language', async () => {
    const bob = { userId: 'bob', permissions: READER };
    // The first execution is the shared one.
    expect(await executionsOf('no such kind', [bob, { ...bob, userId: 'cy' }])).toBe(3);
  });

  it('ends when its subscriber leaves', async () => {
    let isEnded = false;
    const queue = new UserChangeQueue(new Map(), () => (isEnded = true));
    const contextValue = { viewer: null, changes: { subscribe: () => queue } };
    const document = parse('subscription { userChanged { kind } }');
    const answers = (await subscribeSharing({
      schema,
      document,
      contextValue,
    })) as AsyncIterableIterator<unknown>;
    const waiting = answers.next();
    await answers.return?.();
    expect(await waiting).toEqual({ done: true, value: undefined });
    expect(isEnded).toBe(true);
  });
});
