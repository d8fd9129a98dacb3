import { DefaultApolloClient } from '@vue/apollo-composable';
import { expect, test } from 'vitest';
import { FakeServer } from '../../../test/fake-server';
import { mountApp } from '../../../test/mount-app';
import { signedIn } from '../../../test/sign-in';
import EmailSection from './EmailSection.vue';

const security = {
  pendingEmail: null,
  totpSince: null,
  recoveryCodesLeft: 0,
  isSignInRecent: true,
  passkeys: [],
};

test.each([
  [['USERS_READ', 'USERS_WRITE'] as const, ['Change email'], 'Reset links go there.'],
  [['USERS_READ'] as const, [], 'Someone who manages users can change it.'],
])('with %j, the buttons are %j', async (permissions, buttons, text) => {
  await mountApp(EmailSection, {
    props: { security },
    session: await signedIn({ permissions: [...permissions] }),
    provide: { [DefaultApolloClient]: new FakeServer({}).client },
  });
  const section = document.querySelector('section');
  expect(section?.textContent).toContain(text);
  expect([...(section?.querySelectorAll('button') ?? [])].map((each) => each.textContent?.trim())).toEqual(
    buttons,
  );
});
