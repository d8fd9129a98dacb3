import { DefaultApolloClient } from '@vue/apollo-composable';
import { flushPromises } from '@vue/test-utils';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { bulkJob, previewOf } from '../../../test/bulk-jobs';
import { FakeServer } from '../../../test/fake-server';
import { mountApp } from '../../../test/mount-app';
import { sideListsOf } from '../../views/side-bar/useSideLists';
import BinPage from './BinPage.vue';

let server: FakeServer;
beforeEach(() => void (server = new FakeServer({})));

const sideCount = (key: string) => sideListsOf(server.client).counts.get(key)?.totalCount;
const binCount = () => sideCount('bin');

const count = (totalCount: number) => ({
  __typename: 'UserConnection',
  totalCount,
  totalCountIsCapped: false,
});
/** Of the side bar, after a write of several users. */
const SIDE = { everyone: count(9), noAccess: count(3), invited: count(1), deactivated: count(5) };

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

function page(nodes: ReturnType<typeof deleted>[], total = nodes.length) {
  const edges = nodes.map((node) => ({ __typename: 'UserEdge', cursor: `at ${node.id}`, node }));
  const hasNextPage = total > nodes.length;
  const pageInfo = { __typename: 'PageInfo', hasNextPage, endCursor: edges.at(-1)?.cursor ?? null };
  return {
    __typename: 'UserConnection',
    edges,
    pageInfo,
    totalCount: total,
    totalCountIsCapped: false,
  };
}

const rows = () => [...document.querySelectorAll('ul[aria-label=Bin] > li')].map((row) => row.textContent);

type Deleted = ReturnType<typeof deleted>;

function open(...nodes: Deleted[]): Promise<void> {
  return openOf(nodes.length, nodes);
}

/** @param total how many there are, loaded or not */
async function openOf(total: number, nodes: Deleted[]): Promise<void> {
  await mountApp(BinPage, { path: '/users/bin', provide: { [DefaultApolloClient]: server.client } });
  (await server.asked('Bin')).answer({ users: page(nodes, total) });
  await vi.waitFor(() => expect(rows()).toHaveLength(nodes.length));
}

const bar = () => document.querySelector('[data-bulk-bar]');
const row = (n: number) => document.querySelectorAll('ul[aria-label=Bin] > li')[n - 1] ?? null;

function button(text: string, within: ParentNode | null = document): HTMLButtonElement {
  const found = [...(within ?? document).querySelectorAll('button')].find(
    (each) => each.textContent?.trim() === text,
  );
  if (!found) throw new Error(`There is no button "${text}".`);
  return found;
}

const allBoxes = () => [...document.querySelectorAll<HTMLElement>('[role=checkbox]')];
const boxes = () => allBoxes().map((each) => each.getAttribute('aria-checked'));
const box = (label: string) => allBoxes().find((each) => each.getAttribute('aria-label') === label);

async function tick(label: string): Promise<void> {
  box(label)?.click();
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

  test('says of a user who is due when they are erased at the latest', async () => {
    await open(deleted(1, { erasedAt: IN_DAYS(-3) }));
    expect(rows()[0]).toContain('Erased in 1 hour');
  });

  test('restores those who are selected by a job, which is started by one request', async () => {
    await open(deleted(1), deleted(2), deleted(3));
    await tick('Select Person 1');
    await tick('Select Person 3');
    await vi.waitFor(() => expect(bar()?.textContent).toContain('2 selected'));
    button('Restore', bar()).click();
    const { variables, answer } = await server.asked('BulkPreview');
    expect(variables).toEqual({ input: { change: { kind: 'RESTORE' }, ids: ['u1', 'u3'] } });
    answer(previewOf({ total: 2, changed: 2 }));
    (await vi.waitFor(() => button('Restore: 2'))).click();
    const start = await server.asked('StartBulkJob');
    start.answer({ write: { __typename: 'BulkJobPayload', job: bulkJob(1), userErrors: [] } });
    await vi.waitFor(() => expect(bar()).toBeNull());
    expect(server.names.filter((name) => name === 'Bin')).toHaveLength(1);
  });

  test('erases all there are, loaded or not, after the number was typed', async () => {
    await openOf(250, [deleted(1), deleted(2)]);
    await tick('Select all');
    await vi.waitFor(() => expect(bar()?.textContent).toContain('2 selected'));
    button('Select all 250 that match', bar()).click();
    await vi.waitFor(() => expect(bar()?.textContent).toContain('250 selected'));
    expect(boxes()).toEqual(['true', 'true', 'true']);
    button('Erase', bar()).click();
    const preview = await server.asked('BulkPreview');
    const target = { where: { state: ['DELETED'] } };
    expect(preview.variables).toEqual({ input: { change: { kind: 'ERASE' }, ...target } });
    preview.answer(previewOf({ total: 250, changed: 250 }));
    const erase = await vi.waitFor(() => button('Erase: 250'));
    expect(erase.disabled).toBe(true);
    const typed = dialog()?.querySelector('input') as HTMLInputElement;
    typed.value = '250';
    typed.dispatchEvent(new Event('input', { bubbles: true }));
    await vi.waitFor(() => expect(erase.disabled).toBe(false));
    erase.click();
    expect((await server.asked('StartBulkJob')).variables).toEqual({
      input: { change: { kind: 'ERASE' }, ...target, expectedCount: 250 },
    });
  });

  test('selects from row to row with Shift, and fewer than all that match by one row less', async () => {
    await openOf(250, [deleted(1), deleted(2), deleted(3)]);
    await tick('Select Person 1');
    box('Select Person 3')?.dispatchEvent(new MouseEvent('click', { bubbles: true, shiftKey: true }));
    await vi.waitFor(() => expect(bar()?.textContent).toContain('3 selected'));
    button('Select all 250 that match', bar()).click();
    await vi.waitFor(() => expect(bar()?.textContent).toContain('250 selected'));
    await tick('Select Person 2');
    await vi.waitFor(() => expect(bar()?.textContent).toContain('2 selected'));
    expect(boxes()).toEqual(['mixed', 'true', 'false', 'true']);
  });

  test('says of each who was not restored why, and offers another address', async () => {
    await open(deleted(1), deleted(2));
    button('Restore', row(2)).click();
    const refusal = {
      __typename: 'UserError',
      code: 'EMAIL_TAKEN',
      message: 'Another user has this e-mail address.',
      path: ['ids', '0'],
      suggestion: 'p2-2@example.org',
    };
    (await server.asked('RestoreUsers')).answer({
      write: {
        __typename: 'RestoreUsersPayload',
        ids: [],
        ...SIDE,
        users: page([deleted(1), deleted(2)]),
        userErrors: [refusal],
      },
    });
    const field = () => document.querySelector<HTMLInputElement>('input[aria-label="Another email address"]');
    await vi.waitFor(() => expect(field()?.value).toBe('p2-2@example.org'));
    button('Restore with this address').click();
    const { variables, answer } = await server.asked('RestoreWithAddress');
    expect(variables).toMatchObject({ id: 'u2', email: 'p2-2@example.org' });
    const before = { noAccess: sideCount('noAccess'), everyone: sideCount('everyone') };
    expect(before).toEqual({ noAccess: 3, everyone: 9 });
    const user = { __typename: 'User', id: 'u2', state: 'NO_ACCESS' };
    answer({ write: { __typename: 'RestoreUserPayload', user, users: page([]), userErrors: [] } });
    await vi.waitFor(() => expect(document.body.textContent).toContain('The bin is empty'));
    expect(field()).toBeNull();
    expect([sideCount('noAccess'), sideCount('everyone')]).toEqual([4, 10]);
  });

  test('erases one only after the confirmation was typed', async () => {
    await open(deleted(1), deleted(2));
    button('Erase…', row(1)).click();
    await vi.waitFor(() => expect(dialog()?.textContent).toContain('Erase 1 person?'));
    const erase = () => button('Erase', dialog() ?? document);
    expect(erase().disabled).toBe(true);
    const input = dialog()?.querySelector('input') as HTMLInputElement;
    input.value = 'erase 1';
    input.dispatchEvent(new Event('input', { bubbles: true }));
    await vi.waitFor(() => expect(erase().disabled).toBe(false));
    erase().click();
    const { variables, answer } = await server.asked('EraseUsers');
    expect(variables).toMatchObject({ ids: ['u1'], confirmation: 'erase 1' });
    answer({
      write: {
        __typename: 'EraseUsersPayload',
        ids: ['u1'],
        ...SIDE,
        users: page([deleted(2)]),
        userErrors: [],
      },
    });
    await vi.waitFor(() => expect(document.body.textContent).toContain('1 person erased'));
    expect(binCount()).toBe(1);
    expect(sideCount('deactivated')).toBe(5);
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
