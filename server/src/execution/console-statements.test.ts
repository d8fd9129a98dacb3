import { print } from 'graphql';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { Batch } from '../database/pipeline/pipeline-batch.js';
import { consoleOperations } from '../testing/requests/console-operations.js';
import type { ConsoleRequest } from '../testing/requests/console-recipes.js';
import { CONSOLE_REQUESTS } from '../testing/requests/console-requests.js';
import { ConsoleStage } from '../testing/requests/console-stage.js';
import { createPerson, PASSWORD, signedIn } from '../testing/accounts/signed-in.js';
import { SoftwareAuthenticator } from '../testing/accounts/software-authenticator.js';
import { sentBy } from '../testing/documents/statements.js';
import { type GraphqlAnswer, startTestApp, type TestApp } from '../testing/test-app.js';

const SITE = { origin: 'http://localhost', rpId: 'localhost' };

/** If the machine is busy between two statements of one message, they are sent as two messages, each with the check of the viewer. */
const MAX_TRIES = 4;

/** Requests until a document is known: GraphQL.js answers the first one, and the second one compiles the operation. */
const TIMES_BEFORE = 2;

/**
 * For each operation with a known document: the number of messages that it sends to the database, each of which it waits for,
 * and the number of statements in them, BEGIN and COMMIT included.
 */
const SENT: Record<string, [messages: number, statements: number]> = {
  AcceptInvitation: [9, 10],
  AddPasskey: [12, 14],
  AllTokens: [3, 6],
  AuditEntries: [3, 6],
  AuditPeople: [1, 2],
  AuditPerson: [1, 2],
  Bin: [1, 3],
  BulkJob: [4, 8],
  BulkJobs: [2, 4],
  BulkPreview: [2, 4],
  CancelBulkJob: [8, 12],
  CancelEmailChange: [5, 5],
  CancelInvitation: [12, 14],
  ChangeEmail: [12, 15],
  ChangePassword: [12, 14],
  CompleteSignIn: [11, 14],
  ConfirmEmail: [7, 8],
  ConfirmTotp: [10, 15],
  CreateAccessToken: [12, 16],
  CreateRole: [6, 9],
  CreateUser: [1, 7],
  CreateView: [7, 11],
  DeactivateUser: [2, 13],
  DeleteRole: [6, 9],
  DeleteUser: [2, 13],
  DeleteView: [6, 10],
  DisableTotp: [14, 16],
  EmailChangeHolder: [1, 1],
  EraseUsers: [4, 13],
  FeedbackEntries: [2, 4],
  FeedbackPicture: [2, 4],
  FindPeople: [2, 5],
  // The figures are cached for some seconds: it checks the viewer, and reads nothing.
  Home: [1, 1],
  InvitationHolder: [1, 1],
  Invitations: [3, 6],
  InviteUser: [11, 15],
  OwnProfile: [1, 2],
  OwnSessions: [3, 6],
  OwnTokens: [2, 4],
  ReactivateUser: [2, 12],
  RefreshSession: [3, 4],
  RemovePasskey: [11, 13],
  // While there are none.
  RemoveSamplePeople: [7, 12],
  RenamePasskey: [8, 10],
  RenewRecoveryCodes: [11, 16],
  ResetHolder: [1, 1],
  ResetPassword: [10, 11],
  ResetSecondFactor: [10, 12],
  RestoreUser: [2, 12],
  RestoreUsers: [6, 15],
  RestoreWithAddress: [2, 11],
  RevokeAccessToken: [10, 15],
  RevokeSession: [10, 15],
  RevokeSessions: [9, 14],
  RoleList: [1, 2],
  Roles: [1, 2],
  Security: [4, 4],
  SendPasswordReset: [7, 9],
  SendFeedback: [6, 8],
  SendsMail: [0, 0],
  SetDirectoryUsage: [4, 6],
  SetFeedbackState: [8, 12],
  SetOwnUsage: [4, 6],
  SideLists: [3, 9],
  SignIn: [11, 13],
  SignInWithPasskey: [9, 10],
  SignOut: [4, 5],
  SignOutEverywhere: [7, 12],
  StartPasskey: [6, 6],
  StartPasskeySignIn: [2, 2],
  StartTotp: [2, 2],
  UpdateRole: [5, 8],
  UpdateUser: [2, 11],
  UpdateView: [6, 10],
  UpdateViewer: [4, 9],
  Usage: [1, 3],
  UsageSettings: [1, 2],
  User: [1, 2],
  UserFacets: [1, 2],
  UserImport: [2, 4],
  UserInFull: [6, 13],
  UserLandmarks: [1, 3],
  UserToAudit: [4, 8],
  UserToEdit: [3, 7],
  UserInvitation: [3, 6],
  UserSessions: [3, 6],
  Users: [1, 3],
};

describe('what each operation of the console sends to the database', () => {
  let test: TestApp;
  let stage: ConsoleStage;

  beforeAll(async () => {
    test = await startTestApp({ env: { PUBLIC_URL: SITE.origin } });
    const email = 'owner@example.org';
    await createPerson(test, email, 'Owner');
    const { id, token } = await signedIn(test, email);
    stage = new ConsoleStage({
      query: test.database.query,
      ask: async (query, variables, headers) => (await post(query, { variables, headers })).data,
      owner: { id, email, password: PASSWORD, headers: { authorization: `Bearer ${token}` } },
      domain: 'example.org',
      newAuthenticator: () => new SoftwareAuthenticator(SITE),
    });
  });
  afterAll(() => test.close());

  async function post(query: string, { variables, headers }: ConsoleRequest): Promise<GraphqlAnswer> {
    const response = await test.app.inject({
      method: 'POST',
      url: '/graphql',
      headers,
      payload: { query, variables },
    });
    const answer = response.json<GraphqlAnswer>();
    // Also in the fields of a write: refused requests must not be counted.
    expect(response.body).not.toMatch(/"errors":|"userErrors":\[\{/);
    return answer;
  }

  it.each(consoleOperations)('%s', async (name, document) => {
    const operation = CONSOLE_REQUESTS[name];
    if (operation === undefined) throw new Error(`console-requests.ts has no ${name}`);
    if (typeof operation === 'string') {
      expect(SENT).not.toHaveProperty(name);
      return;
    }
    for (const request of await operation.requests(stage, TIMES_BEFORE)) await post(print(document), request);
    let messages: string[][] = [];
    for (let tries = 0; tries < MAX_TRIES; tries += 1) {
      const [request] = await operation.requests(stage, 1);
      messages = await messagesOf(print(document), request as ConsoleRequest);
      if (messages.length === SENT[name]?.[0]) break;
    }
    expect([messages.length, messages.flat().length], messages.join('\n')).toEqual(SENT[name]);
  });

  /** The texts of the statements in each message. */
  async function messagesOf(query: string, request: ConsoleRequest): Promise<string[][]> {
    // The write may have evicted the cached viewer.
    if (request.headers['authorization']) await post('{ viewer { id } }', { ...request, variables: {} });
    const submit = vi.spyOn(Batch.prototype, 'submit');
    const pool = await sentBy(() => post(query, request));
    const batches = (submit.mock.contexts as Batch[]).map(({ steps }) =>
      steps.map(({ statement }) => statement.text),
    );
    submit.mockRestore();
    return [...batches, ...pool.map(({ text }) => [text])];
  }

  it('the operations that have an entry are the console’s', () => {
    const names = consoleOperations.map(([name]) => name).toSorted();
    expect(Object.keys(CONSOLE_REQUESTS).toSorted()).toEqual(names);
  });
});
