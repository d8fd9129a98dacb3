import { expect } from 'vitest';
import { ended, start } from '../../requests/bulk-requests.js';
import type { GraphqlAnswer } from '../../test-app.js';
import type { ModelUser } from '../lists/user-list-model.js';
import type { Seeded } from '../seeded.js';
import { compareLists, listFields, type PayloadList, variablesOf, VIEWS } from './payload-lists.js';

/** Sends an operation with all permissions, to any of the servers. */
type Ask = (query: string, variables?: Record<string, unknown>) => Promise<GraphqlAnswer>;

interface World {
  ask: Ask;
  random: Seeded;
  lists: readonly PayloadList[];
  /** Ids to write. */
  ids: readonly string[];
  /** Reads the model of the users as they are now. */
  users: () => Promise<ModelUser[]>;
}

const INVITATIONS = `invitations(where: $where, first: $first) { nodes { id email state sentAt expiresAt user { id status } }
  pageInfo { endCursor hasNextPage } totalCount }`;

/** Invites somebody again or for the first time, or cancels an invitation: the payload has the list of invitations. */
export async function compareInvitations({ ask, random, ids }: World): Promise<void> {
  const id = random.pick(ids);
  const state = random.pick([undefined, ['PENDING'], ['CANCELLED'], ['EXPIRED', 'PENDING']]);
  const variables = {
    id,
    where: random.pick([{}, { userId: id }, { state }]),
    first: random.pick([1, 3, 20]),
  };
  const open = await data(ask, 'query ($id: ID!) { user(id: $id) { invitation { id } } }', { id });
  const invitation = open.user?.invitation?.id as string | undefined;
  const [field, target] =
    invitation && random.isOneIn(2) ? ['cancelInvitation', invitation] : ['inviteUser', id];
  const { write } = await data(
    ask,
    `mutation ($id: ID!, $where: InvitationWhere, $first: Int) {
      write: ${field}(id: $id) { ${INVITATIONS} userErrors { code } } }`,
    { ...variables, id: target },
  );
  const fresh = await data(ask, `query ($where: InvitationWhere, $first: Int) { ${INVITATIONS} }`, {
    where: variables.where,
    first: variables.first,
  });
  expect(write.invitations, field).toEqual(fresh.invitations);
}

/** Runs a bulk job: at its end it has the lists of users. */
export async function compareJob({ ask, random, lists, ids, users }: World): Promise<void> {
  const kinds = ['DEACTIVATE', 'REACTIVATE', 'DELETE', 'RESTORE'].map((kind) => ({ kind }));
  const change = random.pick([...kinds, { kind: 'SET_FIELD', field: 'DEPARTMENT', value: 'Sales' }]);
  const job = await start(ask, { change, ids: random.oneOrMore(ids, 12) });
  await ended(ask, job);
  const { declared, values } = variablesOf(lists);
  const asked = `query ($id: ID!, ${declared}) { bulkJob(id: $id) { lists { ${listFields(lists)} ${VIEWS} } } }`;
  const { bulkJob } = await data(ask, asked, { ...values, id: job });
  await compare(bulkJob.lists, { ask, lists, users });
}

/** Adds or removes the sample people. */
export async function compareSamples(
  { ask, lists, users }: World,
  field: 'addSamplePeople' | 'removeSamplePeople',
): Promise<void> {
  const { declared, values } = variablesOf(lists);
  const steps = 'firstSteps { people samplePeople hasInvited }';
  const { write } = await data(
    ask,
    `mutation (${declared}) { write: ${field} { ids ${listFields(lists)} ${steps} userErrors { code } } }`,
    values,
  );
  expect(write.userErrors).toEqual([]);
  const { firstSteps } = await data(ask, `{ ${steps} }`, {});
  expect(write.firstSteps, field).toEqual(firstSteps);
  await compare(write, { ask, lists, users });
}

async function compare(
  shown: GraphqlAnswer['data'],
  { ask, lists, users }: Pick<World, 'ask' | 'lists' | 'users'>,
): Promise<void> {
  const { declared, values } = variablesOf(lists);
  const fresh = await data(ask, `query (${declared}) { ${listFields(lists)} ${VIEWS} }`, values);
  compareLists(shown, fresh, { lists, users: await users() });
  if (shown.views) expect(shown.views).toEqual(fresh.views);
}

async function data(
  ask: Ask,
  query: string,
  variables: Record<string, unknown>,
): Promise<GraphqlAnswer['data']> {
  const answer = await ask(query, variables);
  expect(answer.errors).toBeUndefined();
  return answer.data;
}
