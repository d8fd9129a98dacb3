import { expect, test, vi } from 'vitest';
import { FakeServer } from '../../test/fake-server';
import { signedIn } from '../../test/sign-in';
import { keepLanguage } from './keep-language';

test('a language that is chosen is kept on the account by one request', async () => {
  const session = await signedIn();
  const profile = {
    givenName: null,
    familyName: null,
    phone: null,
    timeZone: null,
    title: null,
    department: null,
  };
  const viewer = { __typename: 'User', ...session.viewer.value, ...profile, locale: 'fr' };
  const server = new FakeServer({});
  keepLanguage(server.client, session)('fr');
  const { variables, answer } = await server.asked('UpdateViewer');
  expect(variables).toEqual({ input: { locale: 'fr' } });
  answer({ updateViewer: { __typename: 'UpdateViewerPayload', viewer, userErrors: [] } });
  await vi.waitFor(() => expect(session.viewer.value?.locale).toBe('fr'));
});
