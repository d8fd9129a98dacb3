import { DefaultApolloClient } from '@vue/apollo-composable';
import { flushPromises } from '@vue/test-utils';
import { expect, onTestFinished, test, vi } from 'vitest';
import { FakeServer } from '../../../test/fake-server';
import { mountApp } from '../../../test/mount-app';
import { entryOf, noEntry, tabs } from '../../../test/sign-in';
import { Session } from '../session/session';
import SetUpPage from './SetUpPage.vue';

async function open(path: string) {
  const server = new FakeServer({});
  const session = new Session(async () => noEntry(), tabs()());
  await session.begin();
  await mountApp(SetUpPage, { path, session, provide: { [DefaultApolloClient]: server.client } });
  return { server, session };
}

async function send() {
  const values = { email: 'olga@example.org', displayName: 'Olga', password: 'correct horse' };
  for (const [name, value] of Object.entries(values)) {
    const input = document.querySelector<HTMLInputElement>(`input[name=${name}]`);
    if (!input) throw new Error(`There is no field ${name}.`);
    input.value = value;
    // The last two as a press of the button, or going on to the next field, does.
    for (const type of ['input', 'change', 'blur']) input.dispatchEvent(new Event(type, { bubbles: true }));
  }
  const event = new Event('submit', { bubbles: true, cancelable: true });
  document.querySelector('form')?.dispatchEvent(event);
  await flushPromises();
}

test('a link makes the first owner and signs in', async () => {
  const { server, session } = await open('/setup#secret');
  await send();
  const asked = await server.asked('SetUp');
  expect(asked.variables).toMatchObject({ input: { token: 'secret', displayName: 'Olga' } });
  asked.answer({ entry: entryOf() });
  await vi.waitFor(() => expect(session.state.value).toBe('in'));
});

test('a refusal stands and stays at its field, or above them where it is the link’s', async () => {
  vi.useFakeTimers({ shouldAdvanceTime: true });
  onTestFinished(() => void vi.useRealTimers());
  const { server } = await open('/setup#secret');
  await send();
  const weak = { code: 'WEAK_PASSWORD' as const, message: 'Too easy.', path: ['input', 'password'] };
  const used = { code: 'NOT_FOUND' as const, message: 'The link was used.', path: ['input', 'token'] };
  (await server.asked('SetUp')).answer({ entry: noEntry(weak, used) });
  await vi.waitFor(() => expect(document.querySelector('[role=alert]')?.textContent).toBe(used.message));
  expect(document.querySelector('[data-slot=error]')?.textContent?.trim()).toBe(weak.message);
  await vi.waitFor(() => expect(document.activeElement?.getAttribute('name')).toBe('password'));
  // See AcceptPage.test.ts.
  await vi.advanceTimersByTimeAsync(1_000);
  expect(document.querySelector('[data-slot=error]')?.textContent?.trim()).toBe(weak.message);
});

test('an address without the link’s secret says so', async () => {
  await open('/setup');
  expect(document.querySelector('h1')?.textContent?.trim()).toBe('This link is incomplete');
  expect(document.querySelector('form')).toBeNull();
});
