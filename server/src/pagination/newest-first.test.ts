import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Seeded } from '../testing/random/seeded.js';
import type { Page } from '../testing/requests/page.js';
import { startTestApp, type TestApp } from '../testing/test-app.js';

/** Eight users; of each kind of row some hundred, of which many have the same moment. */
const DATA = [
  `insert into users (email, display_name) select 'u' || n || '@example.org', 'User ' || n from generate_series(1, 8) n`,
  `create temporary view numbered as select n, ('2026-01-0' || 1 + n % 4 || 'Z')::timestamptz as at,
    (select array_agg(id order by email) from users)[1 + n % 8] as holder from generate_series(1, 150) n`,
  `insert into invitations (user_id, email, hash, delivery, created_at, expires_at, accepted_at, cancelled_at)
    select holder, 'x', sha256(n::text::bytea), 'LINK', at, case when n % 2 = 0 then now() - interval '1 day' else now() + interval '1 day' end,
      case when n > 8 and n % 3 = 0 then now() end, case when n > 8 and n % 3 > 0 then now() end from numbered`,
  `insert into access_tokens (user_id, name, hash, permissions, created_at, expires_at, revoked_at)
    select case when n % 9 > 0 then holder end, 'n' || n, sha256(n::text::bytea), '{}', at,
      case n % 3 when 0 then now() - interval '1 day' when 1 then now() + interval '1 day' end, case when n % 5 = 0 then now() end from numbered`,
  `insert into feedback (user_id, kind, state, text, created_at)
    select holder, (array['PROBLEM', 'IDEA', 'QUESTION'])[1 + n % 3], (array['NEW', 'READ', 'ANSWERED', 'DONE'])[1 + n % 4], 't', at from numbered`,
  `insert into sessions (user_id, refresh_hash, address, last_used_at, expires_at, revoked_at)
    select holder, sha256(n::text::bytea), '192.0.2.1', at, now() + interval '1 day' * (case when n % 7 = 0 then -1 else 1 end),
      case when n % 5 = 0 then now() end from numbered`,
  `insert into bulk_jobs (kind, change, state, locale, created_at, finished_at)
    select 'DEACTIVATE', '{}', 'DONE', 'en', at, at from numbered`,
  `insert into audit_entries (action, actor_id, target_type, target_id, occurred_at)
    select (array['USER_CREATED', 'USER_UPDATED', 'USER_DELETED'])[1 + n % 3], case when n % 4 > 0 then holder end, 'USER',
      (select id from users where email = 'u' || 1 + n % 3 || '@example.org'), at from numbered`,
];

interface Plain {
  where?: Record<string, unknown>;
  sql: string;
}

interface Walk {
  list: List;
  user: string;
  where: object;
  /** The ids of the plain statement. */
  ids: string[];
  size: number;
  label: string;
  isBack?: boolean;
}

interface List {
  field: string;
  input?: string;
  from: string;
  key: string;
  filters: (user: string) => Plain[];
  /** The list belongs to a user. */
  ofUser?: true;
  isUncounted?: true;
}

const OPEN = 'accepted_at is null and cancelled_at is null';
const TOKEN_STATE = `case when revoked_at is not null then 'REVOKED' when expires_at <= now() then 'EXPIRED' else 'ACTIVE' end`;
const TOKENS: Plain[] = [
  { where: { state: ['ACTIVE'] }, sql: `${TOKEN_STATE} = 'ACTIVE'` },
  { where: { state: ['EXPIRED', 'REVOKED'] }, sql: `${TOKEN_STATE} <> 'ACTIVE'` },
  { where: { state: [] }, sql: 'false' },
];

const LISTS: List[] = [
  {
    field: 'auditEntries',
    input: 'AuditWhere',
    from: 'audit_entries',
    key: 'occurred_at',
    filters: (user) => [
      { where: { actorId: user }, sql: `actor_id = '${user}'` },
      { where: { targetId: user }, sql: `target_id = '${user}'` },
      {
        where: { action: ['USER_CREATED', 'USER_DELETED'] },
        sql: `action in ('USER_CREATED', 'USER_DELETED')`,
      },
      { where: { action: [] }, sql: 'false' },
      {
        where: { occurredAt: { from: '2026-01-02T00:00:00Z', until: '2026-01-04T00:00:00Z' } },
        sql: `occurred_at >= '2026-01-02Z' and occurred_at < '2026-01-04Z'`,
      },
    ],
  },
  {
    field: 'invitations',
    input: 'InvitationWhere',
    from: 'invitations',
    key: 'created_at',
    filters: (user) => [
      { where: { userId: user }, sql: `user_id = '${user}'` },
      { where: { state: ['PENDING'] }, sql: `${OPEN} and expires_at > now()` },
      {
        where: { state: ['EXPIRED', 'ACCEPTED'] },
        sql: `((${OPEN} and expires_at <= now()) or accepted_at is not null)`,
      },
      { where: { state: ['CANCELLED'] }, sql: 'cancelled_at is not null' },
      { where: { state: [] }, sql: 'false' },
    ],
  },
  {
    field: 'accessTokens',
    input: 'AccessTokenWhere',
    from: 'access_tokens',
    key: 'created_at',
    filters: (user) => [...TOKENS, { where: { userId: user }, sql: `user_id = '${user}'` }],
  },
  {
    field: 'accessTokens',
    input: 'AccessTokenWhere',
    from: 'access_tokens',
    key: 'created_at',
    filters: () => TOKENS,
    ofUser: true,
  },
  {
    field: 'feedbackEntries',
    input: 'FeedbackWhere',
    from: 'feedback',
    key: 'created_at',
    filters: () => [
      { where: { kind: 'IDEA' }, sql: `kind = 'IDEA'` },
      { where: { kind: 'PRAISE' }, sql: `kind = 'PRAISE'` },
      { where: { state: 'NEW' }, sql: `state = 'NEW'` },
    ],
  },
  {
    field: 'sessions',
    from: 'sessions where revoked_at is null and expires_at > now() and true',
    key: 'last_used_at',
    filters: () => [],
    ofUser: true,
  },
  { field: 'bulkJobs', from: 'bulk_jobs', key: 'created_at', filters: () => [], isUncounted: true },
  {
    field: 'auditEntries',
    from: `audit_entries`,
    key: 'occurred_at',
    filters: () => [],
    ofUser: true,
  },
];

const CASES = 60;
const SEED = 1;

describe('a list that is ordered newest first', () => {
  let test: TestApp;
  let users: string[];

  beforeAll(async () => {
    test = await startTestApp();
    await test.database.query(DATA.join(';\n'));
    users = (await test.database.query<{ id: string }>('select id from users')).map(({ id }) => id);
  });
  afterAll(() => test.close());

  it('has the pages of the plain statement in both directions, with their ends and their number', async () => {
    for (let index = 0; index < CASES; index += 1) {
      const seed = SEED * 100_000 + index;
      const random = new Seeded(seed);
      const list = random.pick(LISTS);
      const user = random.pick(users);
      const all = list.filters(random.pick(users));
      // Two conditions on different fields; without a filter, none.
      const plain = all.length > 0 ? random.oneOrMore(all, 2) : [];
      const chosen = plain.length === 2 && sameField(plain) ? plain.slice(1) : random.isOneIn(4) ? [] : plain;
      const where = Object.assign({}, ...chosen.map((each) => each.where)) as Record<string, unknown>;
      const label = `seed ${seed}: ${list.ofUser ? 'User.' : ''}${list.field} ${JSON.stringify(where)}`;
      const conditions = [
        ...chosen.map((each) => `(${each.sql})`),
        ...(list.ofUser ? [ofUser(list, user)] : []),
      ];
      const ids = await plainIds(list, conditions);
      const size = 1 + random.below(random.pick([3, 30, 100]));
      expect(await walk({ list, user, where, ids, size, label }), label).toEqual(ids);
      expect(
        await walk({ list, user, where, ids, size, label, isBack: true }),
        `${label} from the end`,
      ).toEqual(ids);
    }
  });

  const ofUser = ({ field }: List, user: string) =>
    field === 'auditEntries' ? `target_id = '${user}'` : `user_id = '${user}'`;

  const sameField = (plain: Plain[]) =>
    Object.keys(plain[0]?.where ?? {})[0] === Object.keys(plain[1]?.where ?? {})[0];

  async function plainIds({ from, key }: List, conditions: string[]): Promise<string[]> {
    const filter = conditions.map((each) => ` and ${each}`).join('');
    const rows = await test.database.query<{ id: string }>(
      `select id from ${from}${from.includes(' where ') ? '' : ' where true'}${filter} order by ${key} desc, id desc`,
    );
    return rows.map(({ id }) => id);
  }

  /** The ids of all pages, in the order of the list. */
  async function walk({ list, user, where, ids, size, label, isBack = false }: Walk): Promise<string[]> {
    const read: string[] = [];
    let cursor: string | null = null;
    do {
      const place: object = isBack ? { last: size, before: cursor } : { first: size, after: cursor };
      const { nodes, pageInfo, totalCount } = await ask(list, user, { where, ...place });
      if (!list.isUncounted) expect(totalCount, label).toBe(ids.length);
      const isFirst = cursor === null;
      const next = nodes.map(({ id }) => id);
      expect(next.length, label).toBe(Math.min(size, ids.length - read.length));
      if (isBack) read.unshift(...next);
      else read.push(...next);
      const isMore = read.length < ids.length;
      expect([pageInfo.hasPreviousPage, pageInfo.hasNextPage], label).toEqual(
        isBack ? [isMore, !isFirst] : [!isFirst, isMore],
      );
      cursor = isMore ? (isBack ? pageInfo.startCursor : pageInfo.endCursor) : null;
    } while (cursor !== null);
    return read;
  }

  async function ask(list: List, id: string, place: Record<string, unknown>): Promise<Page> {
    const { field, input, ofUser: isOfUser, isUncounted } = list;
    const connection = `${field}(first: $first, after: $after, last: $last, before: $before${input ? ', where: $where' : ''}) {
      nodes { id } pageInfo { startCursor endCursor hasNextPage hasPreviousPage } ${isUncounted ? '' : 'totalCount'} }`;
    const { data, errors } = await test.graphql(
      `query ($first: Int, $after: String, $last: Int, $before: String${input ? `, $where: ${input}` : ''}${isOfUser ? ', $id: ID!' : ''}) {
        ${isOfUser ? `user(id: $id) { ${connection} }` : connection} }`,
      { ...place, ...(isOfUser && { id }) },
    );
    expect(errors).toBeUndefined();
    return (isOfUser ? data.user[field] : data[field]) as Page;
  }
});
