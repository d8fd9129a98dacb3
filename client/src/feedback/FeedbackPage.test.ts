import { DefaultApolloClient } from '@vue/apollo-composable';
import { flushPromises } from '@vue/test-utils';
import { beforeEach, expect, test, vi } from 'vitest';
import type { Router } from 'vue-router';
import { FakeServer } from '../../test/fake-server';
import { mountApp } from '../../test/mount-app';
import { signedIn } from '../../test/sign-in';
import type { FeedbackRowFragment } from '../gql/graphql';
import type { Language } from '../lib/language/language';
import FeedbackPage from './FeedbackPage.vue';

const entry = (id: string, own: Partial<FeedbackRowFragment> = {}) => ({
  __typename: 'FeedbackEntry' as const,
  id,
  kind: 'PROBLEM' as const,
  state: 'NEW' as const,
  text: `Text of ${id}`,
  page: '/users/:id',
  hasPicture: false,
  answer: null,
  answeredAt: null,
  createdAt: '2026-11-30T10:00:00.000Z',
  senderId: 'ada',
  senderName: 'Ada Lovelace',
  canBeAnswered: true,
  ...own,
});
const listOf = (nodes: object[]) => ({
  __typename: 'FeedbackEntryConnection',
  nodes,
  pageInfo: { __typename: 'PageInfo', hasNextPage: false, endCursor: null },
  totalCount: nodes.length,
  totalCountIsCapped: false,
});
const page = (...nodes: object[]) => ({ feedbackEntries: listOf(nodes) });
const written = (rows: object[], ...userErrors: object[]) => ({
  write: {
    __typename: 'FeedbackEntryPayload',
    entry: rows[0] ?? null,
    entries: listOf(rows),
    userErrors: userErrors.map((error) => ({ __typename: 'UserError', suggestion: null, ...error })),
  },
});

let server: FakeServer;
let router: Router;
beforeEach(() => {
  server = new FakeServer({});
});

async function open({ path = '/feedback', language = 'en' as Language } = {}) {
  const mounted = await mountApp(FeedbackPage, {
    path,
    language,
    session: await signedIn({ permissions: ['FEEDBACK_READ'] }),
    provide: { [DefaultApolloClient]: server.client },
  });
  router = mounted.router;
  return server.asked('FeedbackEntries');
}
async function opened(...nodes: object[]) {
  (await open()).answer(page(...nodes));
  await flushPromises();
}
async function press(text: string, within = 'body') {
  const found = [...document.querySelectorAll<HTMLElement>(`${within} button`)].find(
    (button) => button.textContent?.trim() === text,
  );
  if (!found) throw new Error(`There is no button ${text}.`);
  found.click();
  await flushPromises();
}
async function unfold(id: string) {
  document.querySelector<HTMLElement>(`[data-feedback=${id}] button`)?.click();
  await flushPromises();
}
const shown = () => document.body.textContent;

test('shows what came, with the sender and the state, and the whole of it on demand', async () => {
  await opened(entry('a'), entry('b', { senderName: null, kind: 'PRAISE', state: 'DONE' }));
  const rows = [...document.querySelectorAll('li[data-feedback]')].map(({ textContent }) => textContent);
  expect(rows[0]).toMatch(/Text of a.*Problem.*Ada Lovelace.*New/);
  expect(rows[1]).toMatch(/Text of b.*Praise.*Someone.*Done/);
  expect(document.querySelector('[role=status]')?.textContent).toBe('2 messages');
  await unfold('a');
  expect(shown()).toContain('/users/:id');
  expect(server.names).toEqual(['FeedbackEntries']);
});

test('filters by kind and state, as the address has it', async () => {
  const asked = await open({ path: '/feedback?state=NEW&kind=nonsense' });
  expect(asked.variables).toEqual({ first: 30, where: { state: 'NEW' } });
  asked.answer(page());
  await flushPromises();
  expect(shown()).toContain('Nothing matches');
  await press('Idea');
  expect(router.currentRoute.value.query).toEqual({ state: 'NEW', kind: 'IDEA' });
  expect((await server.asked('FeedbackEntries', 2)).variables).toMatchObject({
    where: { state: 'NEW', kind: 'IDEA' },
  });
});

test('says where feedback is sent from, while there is none; a failure can be tried again', async () => {
  (await open()).fail();
  await flushPromises();
  document.querySelector<HTMLButtonElement>('[role=alert] button')?.click();
  (await server.asked('FeedbackEntries', 2)).answer(page());
  await flushPromises();
  expect(shown()).toContain('No feedback yet');
});

test('marks an entry in one request, whose answer is shown', async () => {
  await opened(entry('a'));
  await unfold('a');
  await press('Done', 'li');
  const asked = await server.asked('SetFeedbackState');
  expect(asked.variables).toEqual({ id: 'a', state: 'DONE', first: 30, where: {} });
  asked.answer(written([entry('a', { state: 'DONE' })]));
  await vi.waitFor(() =>
    expect(document.querySelector('li [aria-pressed=true]')?.textContent?.trim()).toBe('Done'),
  );
  expect(server.names).toEqual(['FeedbackEntries', 'SetFeedbackState']);
});

test('shows the list of the filter after a write, its count, and the focus at the next entry', async () => {
  (await open({ path: '/feedback?state=NEW' })).answer(page(entry('a'), entry('b')));
  await flushPromises();
  await unfold('a');
  const done = [...document.querySelectorAll<HTMLElement>('[data-feedback=a] button')].find(
    ({ textContent }) => textContent?.trim() === 'Done',
  );
  done?.focus();
  done?.click();
  const asked = await server.asked('SetFeedbackState');
  expect(asked.variables).toMatchObject({ first: 30, where: { state: 'NEW' } });
  asked.answer(written([entry('b')]));
  await vi.waitFor(() => expect(document.querySelector('[data-feedback=a]')).toBeNull());
  expect(document.querySelector('[role=status]')?.textContent).toBe('1 message');
  expect(document.activeElement?.closest('li')?.dataset['feedback']).toBe('b');
  expect(server.names).toEqual(['FeedbackEntries', 'SetFeedbackState']);
});

/** The server answers a write with 100 entries at most, here the first of 120. */
const MANY = Array.from({ length: 120 }, (_, n) => entry(`e${n}`));
async function writtenTo(id: string, state: 'DONE' | 'NEW', total: number) {
  await unfold(id);
  await press('Done', `[data-feedback=${id}]`);
  const asked = await server.asked('SetFeedbackState');
  expect(asked.variables).toMatchObject({ id, first: 100 });
  const { write } = written([entry(id, { state })]);
  const entries = {
    ...listOf(MANY.slice(0, 100)),
    pageInfo: { __typename: 'PageInfo', hasNextPage: true, endCursor: 'e99' },
    totalCount: total,
  };
  asked.answer({ write: { ...write, entries } });
  await flushPromises();
}

test('keeps all loaded entries after a write, and shows an entry after the first 100 as changed', async () => {
  await opened(...MANY);
  await writtenTo('e110', 'DONE', 120);
  await vi.waitFor(() =>
    expect(document.querySelector('[data-feedback=e110] [aria-pressed=true]')?.textContent?.trim()).toBe(
      'Done',
    ),
  );
  expect(document.querySelectorAll('li[data-feedback]')).toHaveLength(120);
});

test('removes an entry after the first 100 that no longer matches the filter', async () => {
  (await open({ path: '/feedback?state=NEW' })).answer(page(...MANY));
  await flushPromises();
  await writtenTo('e110', 'DONE', 119);
  await vi.waitFor(() => expect(document.querySelector('[data-feedback=e110]')).toBeNull());
  expect(document.querySelectorAll('li[data-feedback]')).toHaveLength(119);
  expect(document.querySelector('[role=status]')?.textContent).toBe('119 messages');
});

test('answers by mail in one request, and keeps what was typed where that fails', async () => {
  await opened(entry('a'));
  await unfold('a');
  await press('Answer', 'li');
  const area = document.querySelector('textarea') as HTMLTextAreaElement;
  area.value = 'It is fast by now.';
  area.dispatchEvent(new Event('input', { bubbles: true }));
  await press('Send answer', 'li');
  const asked = await server.asked('AnswerFeedback');
  expect(asked.variables).toMatchObject({ input: { id: 'a', text: 'It is fast by now.' }, first: 30 });
  asked.fail();
  await vi.waitFor(() => expect(document.querySelector('li [role=alert]')).not.toBeNull());
  expect(document.querySelector('textarea')?.value).toBe('It is fast by now.');
  await press('Send answer', 'li');
  const answered = entry('a', {
    state: 'ANSWERED',
    answer: 'It is fast by now.',
    answeredAt: '2026-11-30T11:00:00.000Z',
  });
  (await server.asked('AnswerFeedback', 2)).answer(written([answered]));
  await vi.waitFor(() => expect(document.querySelector('textarea')).toBeNull());
  expect(document.querySelector('li')?.textContent).toContain('It is fast by now.');
});

test('says where no answer can be mailed', async () => {
  await opened(entry('a', { canBeAnswered: false }));
  await unfold('a');
  expect(shown()).toContain('It can’t be answered');
});

test('asks for a picture when its entry is opened, and not before', async () => {
  await opened(entry('a', { hasPicture: true }));
  expect(server.names).toEqual(['FeedbackEntries']);
  await unfold('a');
  const asked = await server.asked('FeedbackPicture');
  asked.answer({
    feedbackEntry: { __typename: 'FeedbackEntry', id: 'a', picture: 'data:image/jpeg;base64,/9j/' },
  });
  await vi.waitFor(() =>
    expect(document.querySelector('li img')?.getAttribute('src')).toBe('data:image/jpeg;base64,/9j/'),
  );
});

test('is in Arabic too', async () => {
  (await open({ language: 'ar' })).answer(page(entry('a')));
  await flushPromises();
  expect(document.querySelector('h1')?.textContent).toBe('الملاحظات');
  expect(document.querySelector('li')?.textContent).toContain('مشكلة');
});
