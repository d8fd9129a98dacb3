import { randomUUID } from 'node:crypto';
import type pg from 'pg';
import type { BenchUser } from '../../system.js';
import {
  type Connection,
  countUsers,
  createUser,
  cursorOf,
  listUsers,
  type ListArgs,
  type ReadUsers,
  readUser,
} from './users.js';

/** The actor: the audit entry must be as long as a real one. */
const ACTOR = '01930000-0000-7000-8000-000000000001';
const TOKEN = '01930000-0000-7000-8000-000000000002';

/**
 * @param addressOf reads the client's address, which the two servers have at different places of the context
 * @param list how a page is read
 */
export function resolvers<Context>(
  pool: pg.Pool,
  addressOf: (context: Context) => string | null,
  list: ReadUsers = listUsers,
) {
  return {
    Query: {
      user: (_: unknown, { id }: { id: string }) => readUser(pool, id),
      users: (_: unknown, args: ListArgs) => list(pool, args),
    },
    UserConnection: {
      totalCount: ({ filter }: Connection) => countUsers(pool, filter),
    },
    UserEdge: {
      cursor: ({ node }: { node: BenchUser }) => cursorOf(node),
    },
    Mutation: {
      createUser: async (
        _: unknown,
        { input }: { input: { email: string; displayName: string } },
        context: Context,
      ) => ({
        user: await createUser(pool, input, {
          actorId: ACTOR,
          tokenId: TOKEN,
          requestId: randomUUID(),
          address: addressOf(context),
        }),
      }),
    },
    CreateUserPayload: {
      users: (_: unknown, args: ListArgs) => list(pool, args),
    },
  };
}
