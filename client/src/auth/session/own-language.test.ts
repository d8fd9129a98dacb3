import { nextTick } from 'vue';
import { beforeEach, expect, test, vi } from 'vitest';
import { entryOf, signedIn, tabs } from '../../../test/sign-in';
import { createTexts } from '../../messages/messages';
import { followOwnLanguage } from './own-language';
import { Session } from './session';

beforeEach(() => localStorage.clear());

test('the language of the account is shown where its person signs in, and kept on the device', async () => {
  const { locale } = createTexts('en').global;
  const session = new Session(async () => entryOf({ locale: 'ar-EG' }), tabs()());
  followOwnLanguage(session, locale);
  await session.begin();
  await vi.waitFor(() => expect(locale.value).toBe('ar'));
  expect(document.documentElement.dir).toBe('rtl');
  expect(localStorage.getItem('rollcall.language')).toBe('ar');
});

test.each([null, 'nb-NO', 'en-GB'])(
  'the language %s of the account changes nothing on screen',
  async (own) => {
    const { locale } = createTexts('en').global;
    const session = new Session(async () => entryOf({ locale: own }), tabs()());
    followOwnLanguage(session, locale);
    await session.begin();
    await nextTick();
    expect(locale.value).toBe('en');
    expect(localStorage.getItem('rollcall.language')).toBeNull();
  },
);

test('a renewal that names another language is followed', async () => {
  const { locale } = createTexts('en').global;
  const session = await signedIn();
  followOwnLanguage(session, locale);
  session.update({
    id: 'olga',
    email: '',
    displayName: '',
    permissions: [],
    isUsageCounted: true,
    locale: 'ar',
    timeZone: null,
  });
  await vi.waitFor(() => expect(locale.value).toBe('ar'));
});
