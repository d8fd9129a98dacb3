import { DefaultApolloClient } from '@vue/apollo-composable';
import { flushPromises } from '@vue/test-utils';
import { beforeEach, expect, test, vi } from 'vitest';
import { FakeServer } from '../../../test/fake-server';
import { mountApp } from '../../../test/mount-app';
import FeedbackDialog from './FeedbackDialog.vue';

let server: FakeServer;
const gone = vi.fn();

beforeEach(async () => {
  gone.mockClear();
  server = new FakeServer({});
  await mountApp(FeedbackDialog, {
    path: '/users/0198c2a4',
    routes: [{ path: '/users/:id', component: { render: () => null } }],
    props: { onGone: gone },
    provide: { [DefaultApolloClient]: server.client },
  });
  await flushPromises();
});

const dialog = () => document.querySelector('[role=dialog]');
async function type(text: string) {
  const area = document.querySelector<HTMLTextAreaElement>('[role=dialog] textarea');
  if (!area) throw new Error('There is no text area.');
  area.value = text;
  area.dispatchEvent(new Event('input', { bubbles: true }));
  await flushPromises();
}
async function submit() {
  dialog()
    ?.querySelector('form')
    ?.dispatchEvent(new Event('submit', { bubbles: true, cancelable: true }));
  await flushPromises();
}
const answer = (...userErrors: object[]) => ({
  write: {
    __typename: 'SendFeedbackPayload',
    id: userErrors.length > 0 ? null : 'f1',
    userErrors: userErrors.map((error) => ({ __typename: 'UserError', suggestion: null, ...error })),
  },
});

test('sends nothing without a text', async () => {
  await submit();
  expect(document.querySelector('[data-slot=error]')?.textContent).toBe('This field is required.');
  expect(server.names).toEqual([]);
});

test('sends the text with the pattern of the page, and no picture that nobody agreed to, in one request', async () => {
  await type('It is slow');
  await submit();
  const asked = await server.asked('SendFeedback');
  expect(asked.variables).toEqual({ input: { kind: 'PROBLEM', text: 'It is slow', page: '/users/:id' } });
  asked.answer(answer());
  await vi.waitFor(() => expect(document.body.textContent).toContain('Thank you. Your feedback was sent.'));
  await vi.waitFor(() => expect(gone).toHaveBeenCalled());
  expect(server.names).toEqual(['SendFeedback']);
});

test('keeps the text and says why, where it is refused or no answer comes', async () => {
  await type('It is slow');
  await submit();
  const message = 'You have sent 10 messages within the last hour.';
  (await server.asked('SendFeedback')).answer(answer({ code: 'LIMIT', message, path: ['input'] }));
  await vi.waitFor(() => expect(dialog()?.textContent).toContain(message));
  await submit();
  (await server.asked('SendFeedback', 2)).fail();
  await vi.waitFor(() => expect(dialog()?.querySelector('[role=alert]')).not.toBeNull());
  expect(dialog()?.querySelector('textarea')?.value).toBe('It is slow');
});

test('asks before what was typed is thrown away', async () => {
  await type('It is slow');
  dialog()?.querySelector<HTMLElement>('[aria-label=Close]')?.click();
  await flushPromises();
  expect(dialog()?.textContent).toContain('Discard your changes?');
});

test('says so where the picture cannot be drawn', async () => {
  // There is no #app in a test of one component.
  const draw = [...document.querySelectorAll<HTMLElement>('[role=dialog] button')].find((button) =>
    button.textContent?.includes('Take a picture'),
  );
  draw?.click();
  await vi.waitFor(() => expect(dialog()?.textContent).toContain('The picture could not be taken.'));
});
