import { randomUUID } from 'node:crypto';
import {
  type GraphQLField,
  type GraphQLInputType,
  isCompositeType,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
} from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildSchema } from '../schema.js';
import { codeOf, makeToken, withToken } from '../testing/accounts/access-tokens.js';
import { createPerson, type Person, signedIn } from '../testing/accounts/signed-in.js';
import { startTestApp, type TestApp } from '../testing/test-app.js';
import { subscribeOnce } from '../testing/websocket.js';
import { UNAUTHORIZED } from '../http/graphql/open-sockets.js';
import type { Access } from './access.js';

/** IN_PERSON: needs a session instead of an access token; also the named permission, if any. */
type Rule = Access | 'IN_PERSON' | 'USERS_WRITE IN_PERSON' | 'SETTINGS_WRITE IN_PERSON';

/** The rule of each root field. The test fails for a field that is missing here or has another rule. */
const RULES: Record<'query' | 'mutation' | 'subscription', Record<string, Rule>> = {
  query: {
    viewer: 'PUBLIC',
    sendsMail: 'PUBLIC',
    invitationHolder: 'PUBLIC',
    resetHolder: 'PUBLIC',
    emailChangeHolder: 'PUBLIC',
    security: 'IN_PERSON',
    roles: 'SIGNED_IN',
    node: 'USERS_READ',
    user: 'USERS_READ',
    userByEmail: 'USERS_READ',
    users: 'USERS_READ',
    userFacets: 'USERS_READ',
    userLandmarks: 'USERS_READ',
    home: 'USERS_READ',
    views: 'USERS_READ',
    firstSteps: 'USERS_READ',
    bulkJob: 'USERS_READ',
    bulkJobs: 'USERS_READ',
    bulkPreview: 'USERS_READ',
    invitations: 'USERS_WRITE',
    userImport: 'USERS_WRITE',
    accessTokens: 'TOKENS_WRITE',
    auditEntries: 'AUDIT_READ',
    usage: 'FEEDBACK_READ',
    usageSettings: 'IN_PERSON',
    feedbackEntries: 'FEEDBACK_READ',
    feedbackEntry: 'FEEDBACK_READ',
  },
  mutation: {
    setUp: 'PUBLIC',
    signIn: 'PUBLIC',
    completeSignIn: 'PUBLIC',
    startPasskeySignIn: 'PUBLIC',
    signInWithPasskey: 'PUBLIC',
    refreshSession: 'PUBLIC',
    signOut: 'PUBLIC',
    acceptInvitation: 'PUBLIC',
    requestPasswordReset: 'PUBLIC',
    resetPassword: 'PUBLIC',
    confirmEmail: 'PUBLIC',
    changeEmail: 'USERS_WRITE IN_PERSON',
    cancelEmailChange: 'IN_PERSON',
    changePassword: 'IN_PERSON',
    updateViewer: 'IN_PERSON',
    startTotp: 'IN_PERSON',
    confirmTotp: 'IN_PERSON',
    disableTotp: 'IN_PERSON',
    renewRecoveryCodes: 'IN_PERSON',
    startPasskey: 'IN_PERSON',
    addPasskey: 'IN_PERSON',
    renamePasskey: 'IN_PERSON',
    removePasskey: 'IN_PERSON',
    signOutEverywhere: 'SIGNED_IN',
    revokeSession: 'SIGNED_IN',
    revokeAccessToken: 'SIGNED_IN',
    createAccessToken: 'TOKENS_WRITE',
    // Each kind of change needs more: see BulkChangeKind.
    startBulkJob: 'USERS_READ',
    cancelBulkJob: 'USERS_READ',
    undoBulkJob: 'USERS_READ',
    applyUserImport: 'USERS_WRITE',
    createView: 'USERS_READ',
    updateView: 'USERS_READ',
    deleteView: 'USERS_READ',
    createUser: 'USERS_WRITE',
    updateUser: 'USERS_WRITE',
    addSamplePeople: 'USERS_WRITE',
    deactivateUser: 'USERS_WRITE',
    reactivateUser: 'USERS_WRITE',
    inviteUser: 'USERS_WRITE',
    cancelInvitation: 'USERS_WRITE',
    sendPasswordReset: 'USERS_WRITE',
    resetSecondFactor: 'USERS_WRITE',
    revokeSessions: 'USERS_WRITE',
    createRole: 'ROLES_WRITE',
    updateRole: 'ROLES_WRITE',
    deleteRole: 'ROLES_WRITE',
    deleteUser: 'USERS_DELETE',
    restoreUser: 'USERS_DELETE',
    restoreUsers: 'USERS_DELETE',
    eraseUsers: 'USERS_DELETE',
    removeSamplePeople: 'USERS_DELETE',
    sendFeedback: 'IN_PERSON',
    setOwnUsage: 'IN_PERSON',
    setDirectoryUsage: 'SETTINGS_WRITE IN_PERSON',
    setFeedbackState: 'FEEDBACK_READ',
    answerFeedback: 'FEEDBACK_READ',
  },
  subscription: { bulkJobChanged: 'USERS_READ', userActivity: 'USERS_READ', userChanged: 'USERS_READ' },
};

/** The permissions of the built-in roles. */
const ROLES: Record<string, string[]> = {
  Owner: [
    'USERS_READ',
    'USERS_WRITE',
    'USERS_DELETE',
    'ROLES_WRITE',
    'TOKENS_WRITE',
    'AUDIT_READ',
    'FEEDBACK_READ',
    'SETTINGS_WRITE',
  ],
  Administrator: [
    'USERS_READ',
    'USERS_WRITE',
    'USERS_DELETE',
    'ROLES_WRITE',
    'TOKENS_WRITE',
    'AUDIT_READ',
    'FEEDBACK_READ',
  ],
  Editor: ['USERS_READ', 'USERS_WRITE'],
  Viewer: ['USERS_READ'],
  Auditor: ['USERS_READ', 'AUDIT_READ'],
  'nobody’s role': [],
};

const schema = buildSchema();
type Kind = keyof typeof RULES;
const roots = (['query', 'mutation', 'subscription'] as const).map((kind) => {
  const type = { query: schema.getQueryType(), mutation: schema.getMutationType() }[
    kind as 'query' | 'mutation'
  ];
  return [kind, (type ?? schema.getSubscriptionType())?.getFields() ?? {}] as const;
});

/** A value of an argument's type that matches no existing object. */
function sample(type: GraphQLInputType): string {
  if (isNonNullType(type)) return sample(type.ofType);
  if (isListType(type)) return `[${sample(type.ofType)}]`;
  if (isEnumType(type)) return type.getValues()[0]?.name ?? '';
  if (isInputObjectType(type)) {
    const required = Object.values(type.getFields()).filter((field) => isNonNullType(field.type));
    return `{ ${required.map((field) => `${field.name}: ${sample(field.type)}`).join(', ')} }`;
  }
  const values: Record<string, string> = {
    ID: JSON.stringify(randomUUID()),
    Int: '1',
    Boolean: 'true',
    DateTime: '"2040-01-01T00:00:00Z"',
    JSONObject: '{}',
  };
  return values[type.name] ?? '"sample"';
}

/** An operation with one field and a minimal selection. */
function operation(kind: Kind, { name, args, type }: GraphQLField<unknown, unknown>): string {
  const given = args
    .filter((arg) => isNonNullType(arg.type))
    .map((arg) => `${arg.name}: ${sample(arg.type)}`);
  const named = isNonNullType(type) ? type.ofType : type;
  const inner = isListType(named) || isCompositeType(named) ? ' { __typename }' : '';
  return `${kind} { ${name}${given.length > 0 ? `(${given.join(', ')})` : ''}${inner} }`;
}

function isAllowed(rule: Rule, permissions: readonly string[], how: 'session' | 'token'): boolean {
  if (rule === 'PUBLIC' || rule === 'SIGNED_IN') return true;
  const [needed = '', inPerson] = rule === 'IN_PERSON' ? ['', rule] : rule.split(' ');
  return (needed === '' || permissions.includes(needed)) && (!inPerson || how === 'session');
}

describe('access to root fields', () => {
  let test: TestApp;
  let weak: string;

  beforeAll(async () => {
    test = await startTestApp();
    for (const role of Object.keys(ROLES)) {
      await createPerson(test, emailOf(role), ...(role === 'nobody’s role' ? [] : [role]));
    }
    const owner = await signedIn(test, emailOf('Owner'));
    weak = (await makeToken(owner.graphql, { permissions: ['FEEDBACK_READ'] })).token;
  });
  afterAll(() => test.close());

  const emailOf = (role: string) => `${role.replace(/\W/g, '').toLowerCase()}@example.org`;
  const fields = roots.flatMap(([kind, all]) =>
    Object.values(all).map((field) => [`${kind} ${field.name}`, kind, field] as const),
  );

  it('is declared in the table for every field of the three root types', () => {
    for (const [kind, all] of roots) expect(Object.keys(RULES[kind]).sort()).toEqual(Object.keys(all).sort());
  });

  it.each(fields.filter(([, kind]) => kind !== 'subscription'))(
    '%s without a viewer, and with a token of few permissions',
    async (_name, kind, field) => {
      const rule = RULES[kind][field.name] as Rule;
      const nobody = await test.graphql(operation(kind, field), {}, { authorization: '' });
      expect(codeOf(nobody)).toBe(rule === 'PUBLIC' ? undefined : 'UNAUTHENTICATED');
      const expired = await test.graphql(
        operation(kind, field),
        {},
        { authorization: 'Bearer rollcall_wrong' },
      );
      expect(codeOf(expired)).toBe(rule === 'PUBLIC' ? undefined : 'UNAUTHENTICATED');
      const little = await withToken(test, weak)(operation(kind, field));
      expect(codeOf(little)).toBe(isAllowed(rule, ['FEEDBACK_READ'], 'token') ? undefined : 'FORBIDDEN');
    },
  );

  describe.each(Object.entries(ROLES))('%s', (role, permissions) => {
    let person: Person;
    beforeAll(async () => {
      person = await signedIn(test, emailOf(role));
    });

    it.each(fields.filter(([, kind]) => kind !== 'subscription'))('%s', async (_name, kind, field) => {
      const rule = RULES[kind][field.name] as Rule;
      const answer = await person.graphql(operation(kind, field));
      expect(codeOf(answer)).toBe(isAllowed(rule, permissions, 'session') ? undefined : 'FORBIDDEN');
      // One of the fields signs the person out.
      if (!(await person.graphql('{ viewer { id } }')).data.viewer)
        person = await signedIn(test, emailOf(role));
    });
  });

  it.each(Object.keys(RULES.subscription))(
    'subscription %s without a viewer, and with a token of too few permissions',
    async (name) => {
      const id = `id: "${randomUUID()}"`;
      const args = { userActivity: `(${id}, isEditing: false)`, bulkJobChanged: `(${id})` }[name] ?? '';
      const document = `subscription { ${name}${args} { __typename } }`;
      expect(codeOf(await subscribeOnce(test, document, {}, ''))).toBe('UNAUTHENTICATED');
      const wrong = subscribeOnce(test, document, {}, 'Bearer rollcall_wrong');
      await expect(wrong).rejects.toMatchObject({ code: UNAUTHORIZED });
      expect(codeOf(await subscribeOnce(test, document, {}, `Bearer ${weak}`))).toBe('FORBIDDEN');
    },
  );
});
