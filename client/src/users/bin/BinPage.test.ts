import { DefaultApolloClient } from '@vue/apollo-composable';
import { flushPromises } from '@vue/test-utils';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { FakeServer } from '../../../test/fake-server';
import { mountApp } from '../../../test/mount-app';
import { sideListsOf } from '../../views/side-bar/useSideLists';
import BinPage from './BinPage.vue';

let server: FakeServer;
beforeEach(() => void (server = new FakeServer({})));

const binCount = () => sideListsOf(server.client).counts.get('bin')?.totalCount;

const IN_DAYS = (days: number) => new Date(Date.now() + days * 86_400_000 + 3_600_000).toISOString();

function deleted(n: number, own: object = {}) {
  return {
    __typename: 'User',
    id: `u${n}`,
    version: 2,
    displayName: `Person ${n}`,
    email: `p${n}@example.org`,
    deletedAt: IN_DAYS(-3),
    deletedBy: { __typename: 'UserName', id: 'o', displayName: 'Olga' },
    erasedAt: IN_DAYS(6),
    viewerCanDelete: true,
    ...own,
  };
}

function page(nodes: ReturnType<typeof deleted>[]) {
  const edges = nodes.map((node) => ({ __typename: 'UserEdge', cursor: `at ${node.id}`, node }));
  const pageInfo = { __typename: 'PageInfo', hasNextPage: false, endCursor: edges.at(-1)?.cursor ?? null };
  return {
    __typename: 'UserConnection',
    edges,
    pageInfo,
    totalCount: nodes.length,
    totalCountIsCapped: false,
  };
}

const rows = () => [...document.querySelectorAll('ul[aria-label=Bin] > li')].map((row) => row.textContent);

async function open(...nodes: ReturnType<typeof deleted>[]) {
  await mountApp(BinPage, { path: '/users/bin', provide: { [DefaultApolloClient]: server.client } });
  (await server.asked('Bin')).answer({ users: page(nodes) });
  await vi.waitFor(() => expect(rows()).toHaveLength(nodes.length));
}

function button(text: string, within: ParentNode = document): HTMLButtonElement {
  const found = [...within.querySelectorAll('button')].find((each) => each.textContent?.trim() === text);
  if (!found) throw new Error(`There is no button "${text}".`);
  return found;
}

async function tick(label: string): Promise<void> {
  document.querySelector<HTMLElement>(`[role=checkbox][aria-label="${label}"]`)?.click();
  await flushPromises();
}

const dialog = () => document.querySelector<HTMLElement>('[role=dialog]');

describe('the bin', () => {
  test('shows when each was deleted, and the user who did it, and how long it is until they are erased', async () => {
    await open(deleted(1), deleted(2, { deletedBy: null, erasedAt: null }));
    const [first = '', second = ''] = rows();
    expect(first).toContain('Deleted 2 days ago');
    expect(first).toContain('by Olga');
    expect(first).toContain('Erased in 6 days');
    expect(second).toContain('Kept');
    expect(second).not.toContain('by');
    expect(binCount()).toBe(2);
  });

  test('restores those who are selected by one request, and takes the list of its answer', async () => {
    await open(deleted(1), deleted(2), deleted(3));
    await tick('Select Person 1');
    await tick('Select Person 3');
    expect(document.body.textContent).toContain('2 selected');
    button('Restore').click();
    const { variables, answer } = await server.asked('RestoreUsers');
    expect(variables).toMatchObject({ ids: ['u1', 'u3'], where: { state: ['DELETED'] } });
    answer({
      write: {
        __typename: 'RestoreUsersPayload',
        ids: ['u1', 'u3'],
        users: page([deleted(2)]),
        userErrors: [],
      },
    });
    await vi.waitFor(() => expect(rows()).toHaveLength(1));
    expect(document.body.textContent).toContain('2 people restored');
    expect(document.body.textContent).toContain('0 selected');
    expect(binCount()).toBe(1);
    expect(server.names.filter((name) => name === 'Bin')).toHaveLength(1);
  });

  test('says of each who was not restored why, and offers another address', async () => {
    await open(deleted(1), deleted(2));
    await tick('Select all');
    button('Restore').click();
    const refusal = {
      __typename: 'UserError',
      code: 'EMAIL_TAKEN',
      message: 'Another user has this e-mail address.',
      path: ['ids', '1'],
      suggestion: 'p2-2@example.org',
    };
    (await server.asked('RestoreUsers')).answer({
      write: {
        __typename: 'RestoreUsersPayload',
        ids: ['u1'],
        users: page([deleted(2)]),
        userErrors: [refusal],
      },
    });
    const field = () => document.querySelector<HTMLInputElement>('input[aria-label="Another email address"]');
    await vi.waitFor(() => expect(field()?.value).toBe('p2-2@example.org'));
    button('Restore with this address').click();
    const { variables, answer } = await server.asked('RestoreWithAddress');
    expect(variables).toMatchObject({ id: 'u2', email: 'p2-2@example.org' });
    const user = { __typename: 'User', id: 'u2' };
    answer({ write: { __typename: 'RestoreUserPayload', user, users: page([]), userErrors: [] } });
    await vi.waitFor(() => expect(document.body.textContent).toContain('The bin is empty'));
    expect(field()).toBeNull();
  });

  test('erases only after the confirmation was typed', async () => {
    await open(deleted(1), deleted(2));
    await tick('Select all');
    button('Erase…').click();
    await vi.waitFor(() => expect(dialog()?.textContent).toContain('Erase 2 people?'));
    const erase = () => button('Erase', dialog() ?? document);
    expect(erase().disabled).toBe(true);
    const input = dialog()?.querySelector('input') as HTMLInputElement;
    input.value = 'erase 2';
    input.dispatchEvent(new Event('input', { bubbles: true }));
    await vi.waitFor(() => expect(erase().disabled).toBe(false));
    erase().click();
    const { variables, answer } = await server.asked('EraseUsers');
    expect(variables).toMatchObject({ ids: ['u1', 'u2'], confirmation: 'erase 2' });
    answer({
      write: { __typename: 'EraseUsersPayload', ids: ['u1', 'u2'], users: page([]), userErrors: [] },
    });
    await vi.waitFor(() => expect(document.body.textContent).toContain('2 people erased'));
  });

  test('reads the list again after a bulk job', async () => {
    await open(deleted(1));
    const { answer } = await server.asked('BinChanged');
    answer({ userChanged: { __typename: 'UserChange', kind: 'MANY', user: null } });
    (await server.asked('Bin', 2)).answer({ users: page([deleted(2), deleted(1)]) });
    await vi.waitFor(() => expect(rows()).toHaveLength(2));
  });

  test('reads the list again when somebody else deletes or restores', async () => {
    await open(deleted(1));
    const { answer } = await server.asked('BinChanged');
    const change = (kind: string, id: string) =>
      answer({ userChanged: { __typename: 'UserChange', kind, user: { __typename: 'User', id } } });
    change('UPDATED', 'u9');
    change('DELETED', 'u2');
    (await server.asked('Bin', 2)).answer({ users: page([deleted(2), deleted(1)]) });
    await vi.waitFor(() => expect(rows()).toHaveLength(2));
    expect(server.names.filter((name) => name === 'Bin')).toHaveLength(2);
  });
});
