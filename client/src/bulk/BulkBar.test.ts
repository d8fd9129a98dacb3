import { DefaultApolloClient } from '@vue/apollo-composable';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { bulkJob, previewOf } from '../../test/bulk-jobs';
import { FakeServer } from '../../test/fake-server';
import { mountApp } from '../../test/mount-app';
import { signedIn } from '../../test/sign-in';
import BulkBar from './BulkBar.vue';
import { unwatchJob, watchedJobs } from './progress/watched-jobs';

const IDS = ['a', 'b', 'c'];

beforeEach(() => {
  for (const id of watchedJobs('olga')) unwatchJob('olga', id);
});

async function openBar(own: Record<string, unknown> = {}, permissions?: Parameters<typeof signedIn>[0]) {
  const server = new FakeServer({});
  const props = {
    count: '3 selected',
    target: { ids: IDS },
    away: 0,
    wasCut: false,
    isBin: false,
    total: 12_480,
    totalIsCapped: false,
    ...own,
  };
  const { wrapper } = await mountApp(BulkBar, {
    props,
    session: await signedIn(permissions),
    provide: { [DefaultApolloClient]: server.client },
  });
  return { server, wrapper };
}

const dialog = () => document.querySelector<HTMLElement>('[role=dialog]');

function button(text: string, within: ParentNode = document): HTMLButtonElement {
  const found = [...within.querySelectorAll('button')].find((each) => each.textContent?.trim() === text);
  if (!found) throw new Error(`There is no button "${text}".`);
  return found;
}

const labels = () =>
  [...document.querySelectorAll('[data-bulk-bar] button')].map((each) => each.textContent?.trim());

async function type(name: string, value: string): Promise<void> {
  const input = await vi.waitFor(() => {
    const found = document.querySelector<HTMLInputElement>(`input[name="${name}"]`);
    if (!found) throw new Error(`There is no field ${name}.`);
    return found;
  });
  input.value = value;
  input.dispatchEvent(new Event('input'));
}

describe('the bar of a selection', () => {
  test('offers what the viewer may do, and in the bin what is done there', async () => {
    await openBar();
    expect(labels()).toEqual(
      expect.arrayContaining(['Add role', 'Set field', 'Deactivate', 'Delete', 'More']),
    );
    expect(labels()).not.toContain('Erase');
  });

  test('offers no role and no deletion to somebody who may do neither', async () => {
    await openBar({}, { permissions: ['USERS_READ', 'USERS_WRITE'] });
    expect(labels()).toEqual(expect.arrayContaining(['Set field', 'Deactivate']));
    for (const action of ['Add role', 'Delete']) expect(labels()).not.toContain(action);
  });

  test('restores and erases in the bin', async () => {
    await openBar({ isBin: true });
    expect(labels()).toEqual(expect.arrayContaining(['Restore', 'Erase']));
    expect(labels()).not.toContain('Deactivate');
  });

  test('selects all that match, says who is not in the list, and that a range was cut', async () => {
    const { wrapper } = await openBar({ away: 2, wasCut: true });
    button('Select all 12,480 that match').click();
    expect(wrapper.emitted('pick')).toEqual([[{ kind: 'all' }]]);
    const notes = [...document.querySelectorAll('[data-bulk-bar] [role=status]')].map(
      (each) => each.textContent,
    );
    expect(notes).toEqual([
      'The rows in between are not loaded, so only the last row was added.',
      '2 of them are not in this list.',
    ]);
  });

  test('does nothing with more users than the server takes by id', async () => {
    await openBar({ target: { ids: Array.from({ length: 10_001 }, (_, n) => String(n)) } });
    expect(button('Deactivate').disabled).toBe(true);
  });
});

describe('the sheet of a change', () => {
  test('shows what will change, and starts the job by one request', async () => {
    const { server, wrapper } = await openBar();
    button('Deactivate').click();
    const asked = await server.asked('BulkPreview');
    expect(asked.variables).toEqual({ input: { change: { kind: 'DEACTIVATE' }, ids: IDS } });
    asked.answer(
      previewOf({
        changed: 1,
        unchanged: 1,
        refused: [{ reason: 'SELF', message: 'You can’t do this to yourself.', count: 1 }],
      }),
    );
    await vi.waitFor(() => expect(dialog()?.textContent).toContain('1 person will change'));
    expect(dialog()?.textContent).toContain('1 person needs no change');
    expect(dialog()?.textContent).toContain('1 person is not allowed');
    expect(dialog()?.textContent).toContain('You can’t do this to yourself.');

    button('Deactivate: 1').click();
    const start = await server.asked('StartBulkJob');
    expect(start.variables).toEqual({
      input: { change: { kind: 'DEACTIVATE' }, ids: IDS, expectedCount: 3 },
    });
    start.answer({ write: { __typename: 'BulkJobPayload', job: bulkJob(1), userErrors: [] } });
    await vi.waitFor(() => expect(wrapper.emitted('clear')).toHaveLength(1));
    expect(dialog()).toBeNull();
    expect(server.names).toEqual(['BulkPreview', 'StartBulkJob']);
    expect(watchedJobs('olga')).toEqual([bulkJob(1).id]);
    expect(watchedJobs('somebody else')).toEqual([]);
  });

  test('of all that match names the filter, and wants the number typed above a hundred', async () => {
    const target = { where: { department: ['Sales'] }, search: 'ann' };
    const { server } = await openBar({ target });
    button('Delete').click();
    (await server.asked('BulkPreview')).answer(previewOf({ total: 101, changed: 101 }));
    const start = await vi.waitFor(() => button('Delete: 101'));
    expect(start.disabled).toBe(true);
    await type('typed', '100');
    expect(start.disabled).toBe(true);
    await type('typed', '101');
    await vi.waitFor(() => expect(start.disabled).toBe(false));
    start.click();
    expect((await server.asked('StartBulkJob')).variables).toEqual({
      input: { change: { kind: 'DELETE' }, ...target, expectedCount: 101 },
    });
  });

  test('wants nothing typed up to a hundred, but always for an erasure', async () => {
    const { server } = await openBar({ isBin: true });
    button('Restore').click();
    (await server.asked('BulkPreview')).answer(previewOf({ total: 100, changed: 100 }));
    await vi.waitFor(() => expect(button('Restore: 100').disabled).toBe(false));
    button('Cancel').click();
    await vi.waitFor(() => expect(dialog()).toBeNull());
    button('Erase').click();
    (await server.asked('BulkPreview', 2)).answer(previewOf());
    expect((await vi.waitFor(() => button('Erase: 3'))).disabled).toBe(true);
  });

  test('asks for a value first, and sends an empty one as none', async () => {
    const { server } = await openBar();
    button('Set field').click();
    await vi.waitFor(() => button('Preview'));
    expect(server.names).toEqual([]);
    await type('value', ' Sales ');
    button('Preview').click();
    const first = await server.asked('BulkPreview');
    expect(first.variables['input']).toEqual({
      change: { kind: 'SET_FIELD', field: 'DEPARTMENT', value: 'Sales' },
      ids: IDS,
    });
    first.answer(previewOf());
    (await vi.waitFor(() => button('Back'))).click();
    await vi.waitFor(() => button('Preview'));
    button('Preview').click();
    expect((await server.asked('BulkPreview', 2)).variables['input']).toMatchObject({
      change: { value: null },
    });
  });

  test('starts nothing where nothing would change, or where the server refuses', async () => {
    const { server } = await openBar();
    button('Deactivate').click();
    (await server.asked('BulkPreview')).answer(previewOf({ changed: 0, unchanged: 3 }));
    await vi.waitFor(() => expect(button('Deactivate: 0').disabled).toBe(true));
    button('Cancel').click();
    await vi.waitFor(() => expect(dialog()).toBeNull());

    button('Deactivate').click();
    const refusal = { code: 'NOT_ALLOWED' as const, message: 'Not you.', path: [] };
    (await server.asked('BulkPreview', 2)).answer(previewOf({ userErrors: [refusal] }));
    await vi.waitFor(() => expect(dialog()?.textContent).toContain('Not you.'));
    expect(server.names).not.toContain('StartBulkJob');
  });

  test('says that the preview did not come, and asks again', async () => {
    const { server } = await openBar();
    button('Deactivate').click();
    (await server.asked('BulkPreview')).fail();
    (await vi.waitFor(() => button('Try again'))).click();
    (await server.asked('BulkPreview', 2)).answer(previewOf());
    await vi.waitFor(() => button('Deactivate: 3'));
  });
});
