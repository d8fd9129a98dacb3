import { randomUUID } from 'node:crypto';
import {
  byLink,
  byNobody,
  byOwner,
  byPeople,
  bySession,
  type ConsoleOperation,
  type ConsoleRequest,
  idsOf,
  PAGE,
  type Recipe,
  passkeyOptions,
  repeated,
  SHORT_PAGE,
  toRoles,
  toUsers,
  toUsersWith,
  toUsersWithSessions,
  toViews,
  WRITE_PAGE,
} from './console-recipes.js';
import type { ConsoleStage } from './console-stage.js';
import { BULK_REQUESTS } from './console-bulk-requests.js';
import { HASHES, OWN_REQUESTS } from './console-own-requests.js';

/** More are refused: the limit is ten per person and hour. */
const FEEDBACK = { most: 9, undo: 'delete from feedback' };

/** There are at most a hundred roles and fifty shared views, and each write of one returns all of them. */
const ROLES = 20;
const OF_VIEWS = { most: 20, undo: "delete from saved_views where name = 'bench'" };
const ZONE = { timeZone: 'Europe/Berlin' };
const UNDO_ROLES = "delete from roles where name like 'bench %'";

const INVITE = `insert into invitations (user_id, email, hash, delivery, expires_at)
  select u.id, u.email, i.hash, 'LINK', now() + interval '1 day'
  from unnest($1::uuid[], $2::bytea[], $3::text[]) as i (user_id, hash, unused) join users u on u.id = i.user_id`;
const RESET = `insert into password_resets (user_id, hash, expires_at)
  select user_id, hash, now() + interval '1 hour' from unnest($1::uuid[], $2::bytea[], $3::text[]) as r (user_id, hash, unused)`;
const GIVE_TOKEN = `insert into access_tokens (user_id, hash, name, permissions)
  select user_id, hash, 'Script', '{USERS_READ}'
  from unnest($1::uuid[], $2::bytea[], $3::text[]) as t (user_id, hash, unused)`;
const CHANGE_EMAIL = `insert into email_changes (user_id, hash, email, expires_at)
  select user_id, hash, email, now() + interval '1 hour'
  from unnest($1::uuid[], $2::bytea[], $3::text[]) as c (user_id, hash, email)`;

const BIN = { ...PAGE, where: { state: ['DELETED'] }, orderBy: { field: 'DELETED_AT', direction: 'DESC' } };

const toFeedback = ({ server }: ConsoleStage, count: number) =>
  server.query<{ id: string }>(
    `insert into feedback (user_id, kind, text, picture, created_at)
      select $1, 'IDEA', 'Bench', decode('ffd8ffe0', 'hex'), now() - interval '1 day' from generate_series(1, $2::int)
      returning id`,
    [server.owner.id, count],
  );
const ofFeedback =
  (variables: (id: string) => object): Recipe =>
  async (stage, count) =>
    idsOf(await toFeedback(stage, count)).map((id) => ({
      variables: variables(id),
      headers: stage.server.owner.headers,
    }));

/** Each operation of the console by its name, or the reason why it cannot be repeated. */
export const CONSOLE_REQUESTS: Readonly<Record<string, ConsoleOperation | string>> = {
  AuditEntries: byOwner(SHORT_PAGE, async ({ server }) =>
    server.query(
      `insert into audit_entries (action, actor_id, target_type, target_id, changes)
        select 'USER_UPDATED', $1::uuid, 'USER', id, '{"title":{"before":null,"after":"Benchmark"}}'
        from users order by created_at desc limit $2`,
      [server.owner.id, SHORT_PAGE.first],
    ),
  ),
  AuditPeople: byOwner({ search: 'a' }),
  AuditPerson: byOwner(({ owner }) => ({ id: owner.id })),
  SignIn: {
    most: HASHES,
    requests: async (stage, count) =>
      (await stage.users(count)).map(({ email }) =>
        byNobody({ input: { email, password: stage.server.owner.password } }),
      ),
  },
  CompleteSignIn: {
    requests: async (stage, count) => {
      const ids = idsOf(await stage.users(count));
      const codes = await stage.withTotp(ids);
      const challenges = await stage.secrets(
        ids,
        `insert into sign_in_challenges (user_id, hash, limit_key, expires_at)
          select user_id, hash, hash, now() + interval '1 hour'
          from unnest($1::uuid[], $2::bytea[], $3::text[]) as c (user_id, hash, unused)`,
      );
      return challenges.map((challenge, index) => byNobody({ input: { challenge, code: codes[index] } }));
    },
  },
  StartPasskeySignIn: { requests: (_stage, count) => Promise.resolve(repeated(count, byNobody({}))) },
  SignInWithPasskey: {
    requests: async (stage, count) => {
      const { server } = stage;
      const requests: ConsoleRequest[] = [];
      for (const { headers } of await stage.people(count)) {
        const authenticator = server.newAuthenticator();
        const input = { answer: authenticator.register(await passkeyOptions(stage, headers)), name: 'Key' };
        await server.ask(
          'mutation ($input: AddPasskeyInput!) { addPasskey(input: $input) { userErrors { code } } }',
          { input },
          headers,
        );
        const { startPasskeySignIn } = (await server.ask(
          'mutation { startPasskeySignIn { options } }',
          {},
          {},
        )) as {
          startPasskeySignIn: { options: { challenge: string } };
        };
        requests.push(byNobody({ input: { answer: authenticator.signIn(startPasskeySignIn.options) } }));
      }
      return requests;
    },
  },
  SetUp: 'works once, in a directory that has no owner yet',
  RefreshSession: bySession(),
  SignOut: bySession(),
  SendsMail: { requests: (_stage, count) => Promise.resolve(repeated(count, byNobody({}))) },
  InvitationHolder: byLink(INVITE, 'INVITED', (token) => ({ token })),
  ResetHolder: byLink(RESET, 'ACTIVE', (token) => ({ token })),
  EmailChangeHolder: byLink(CHANGE_EMAIL, 'ACTIVE', (token) => ({ token })),
  ConfirmEmail: byLink(CHANGE_EMAIL, 'ACTIVE', (token) => ({ input: { token } })),
  AcceptInvitation: {
    most: HASHES,
    ...byLink(INVITE, 'INVITED', (token) => ({ input: { token, password: 'another horse battery' } })),
  },
  RequestPasswordReset: 'is refused without a mail server',
  ResetPassword: {
    most: HASHES,
    ...byLink(RESET, 'ACTIVE', (token) => ({ input: { token, password: 'another horse battery' } })),
  },
  SendPasswordReset: toUsers((id) => ({ id })),
  Invitations: byOwner(SHORT_PAGE, async (stage) =>
    stage.secrets(idsOf(await stage.users(SHORT_PAGE.first, 'INVITED')), INVITE),
  ),
  UserInvitation: {
    requests: async (stage, count) => {
      const ids = idsOf(await stage.users(count, 'INVITED'));
      await stage.secrets(ids, INVITE);
      return ids.map((id) => ({ variables: { id }, headers: stage.server.owner.headers }));
    },
  },
  InviteUser: toUsers((id) => ({ id, ...SHORT_PAGE }), 'INVITED'),
  CancelInvitation: {
    requests: async (stage, count) => {
      await stage.secrets(idsOf(await stage.users(count, 'INVITED')), INVITE);
      const rows = await stage.server.query<{ id: string }>(
        'select id from invitations order by created_at desc, id desc limit $1',
        [count],
      );
      return rows.map(({ id }) => ({
        variables: { id, ...SHORT_PAGE },
        headers: stage.server.owner.headers,
      }));
    },
  },
  InvitationChanged: 'is a subscription: it is asked once, and answered with each change',
  RoleList: byOwner({}),
  CreateRole: {
    most: ROLES,
    undo: UNDO_ROLES,
    requests: async ({ server }, count) =>
      Array.from({ length: count }, () => ({
        variables: { input: { name: `bench ${randomUUID()}`, permissions: ['USERS_READ'] } },
        headers: server.owner.headers,
      })),
  },
  UpdateRole: {
    most: ROLES,
    undo: UNDO_ROLES,
    requests: toRoles((id) => ({ input: { id, version: 1, description: 'x' } })),
  },
  DeleteRole: { most: ROLES, undo: UNDO_ROLES, requests: toRoles((id) => ({ id })) },
  ...OWN_REQUESTS,
  ResetSecondFactor: {
    requests: async (stage, count) => {
      const ids = idsOf(await stage.users(count));
      await stage.withTotp(ids);
      return ids.map((id) => ({ variables: { id }, headers: stage.server.owner.headers }));
    },
  },
  OwnSessions: byOwner({}),
  UserSessions: toUsersWithSessions((id) => ({ id })),
  RevokeSession: {
    requests: async (stage, count) => {
      const sessions = await stage.sessions(idsOf(await stage.users(count)));
      return sessions.map(({ id }) => ({ variables: { id }, headers: stage.server.owner.headers }));
    },
  },
  RevokeSessions: toUsersWithSessions((userId) => ({ userId })),
  SignOutEverywhere: {
    requests: async (stage, count) => {
      const people = await stage.people(count);
      await stage.sessions(idsOf(people));
      return people.map(({ headers }) => ({ variables: { keepCurrent: true }, headers }));
    },
  },
  OwnTokens: byOwner({}),
  AllTokens: byOwner(SHORT_PAGE, async (stage) =>
    stage.secrets(idsOf(await stage.users(SHORT_PAGE.first)), GIVE_TOKEN),
  ),
  CreateAccessToken: byPeople(() => ({ input: { name: 'Script', permissions: ['USERS_READ'] } })),
  RevokeAccessToken: {
    requests: async (stage, count) => {
      const people = await stage.people(count);
      await stage.secrets(idsOf(people), GIVE_TOKEN);
      const tokens = await stage.server.query<{ id: string; user_id: string }>(
        'select id, user_id from access_tokens where user_id = any($1::uuid[])',
        [idsOf(people)],
      );
      const tokenOf = new Map(tokens.map(({ id, user_id: userId }) => [userId, id]));
      return people.map(({ id, headers }) => ({ variables: { id: tokenOf.get(id) }, headers }));
    },
  },
  FindPeople: byOwner({ search: 'a', withViews: true }),
  SideLists: byOwner(ZONE),
  CreateView: {
    ...OF_VIEWS,
    ...byOwner({ input: { name: 'bench', query: 'status=ACTIVE', isShared: true }, ...ZONE }),
  },
  UpdateView: {
    ...OF_VIEWS,
    requests: toViews((id) => ({ input: { id, version: 1, query: 'q=anna' }, ...ZONE })),
  },
  DeleteView: { ...OF_VIEWS, requests: toViews((id) => ({ id, ...ZONE })) },
  ...BULK_REQUESTS,
  Home: byOwner({}),
  SendFeedback: { ...FEEDBACK, ...byOwner({ input: { kind: 'IDEA', text: 'Bench', page: '/users' } }) },
  FeedbackEntries: { ...FEEDBACK, ...byOwner(SHORT_PAGE, (stage) => toFeedback(stage, SHORT_PAGE.first)) },
  FeedbackPicture: { ...FEEDBACK, requests: ofFeedback((id) => ({ id })) },
  SetFeedbackState: { ...FEEDBACK, requests: ofFeedback((id) => ({ id, state: 'READ', ...SHORT_PAGE })) },
  AnswerFeedback: 'is refused without a mail server',
  Usage: byOwner({}),
  UsageSettings: byOwner({}),
  SetOwnUsage: byOwner({ isCounted: true }),
  SetDirectoryUsage: byOwner({ isCounted: true }),
  Users: byOwner(PAGE),
  User: toUsers((id) => ({ id })),
  UserInFull: toUsers((id) => ({ id })),
  UserToAudit: toUsers((id) => ({ id })),
  UserToEdit: toUsers((id) => ({ id })),
  Roles: byOwner({}),
  UserFacets: byOwner({ facet: 'DEPARTMENT' }),
  UserLandmarks: byOwner({ orderBy: { field: 'DISPLAY_NAME', direction: 'ASC' } }),
  CreateUser: {
    requests: async ({ server }, count) =>
      Array.from({ length: count }, () => ({
        variables: {
          input: { email: `${randomUUID()}@${server.domain}`, displayName: 'Zoë Benchmark' },
          ...WRITE_PAGE,
        },
        headers: server.owner.headers,
      })),
  },
  UpdateUser: toUsers((id) => ({ input: { id, version: 1, title: 'Benchmark' }, ...WRITE_PAGE })),
  DeactivateUser: toUsers((id) => ({ id, ...WRITE_PAGE })),
  ReactivateUser: toUsersWith('deactivated_at'),
  DeleteUser: toUsers((id) => ({ id, ...WRITE_PAGE })),
  RestoreUser: toUsersWith('deleted_at'),
  ActivityChanged: 'is a subscription: it is asked once, and answered with each change',
  UserActivityInFull: 'is a subscription: it is asked once, and answered with each change',
  UserActivity: 'is a subscription: it is asked once, and answered with each change',
  Bin: byOwner(BIN, async (stage) => {
    const ids = idsOf(await stage.users(SHORT_PAGE.first));
    await stage.server.query('update users set deleted_at = now() where id = any($1::uuid[])', [ids]);
  }),
  RestoreUsers: toUsersWith('deleted_at', (id) => ({ ids: [id], ...BIN })),
  RestoreWithAddress: toUsersWith('deleted_at', (id) => ({ id, email: `${id}@example.org`, ...BIN })),
  EraseUsers: toUsersWith('deleted_at', (id) => ({ ids: [id], confirmation: 'erase 1', ...BIN })),
  AddSamplePeople: 'is refused while there are sample people',
  RemoveSamplePeople: byOwner(PAGE),
  BinChanged: 'is a subscription: it is asked once, and answered with each change',
  UserChanged: 'is a subscription: it is asked once, and answered with each change',
};
