import { afterEach, expect, test } from 'vitest';
import { nextTick } from 'vue';
import { signedIn } from '../../../test/sign-in';
import { chooseTimeZone, timeZone } from '../../lib/language/time-zone';
import { followOwnTimeZone } from './own-time-zone';

afterEach(() => chooseTimeZone(null));

const BROWSER = Intl.DateTimeFormat().resolvedOptions().timeZone;

test('the time zone of the account is used, a change of it followed, and the browser’s used after signing out', async () => {
  const session = await signedIn({ timeZone: 'Pacific/Kiritimati' });
  followOwnTimeZone(session);
  expect(timeZone.value).toBe('Pacific/Kiritimati');

  const viewer = session.viewer.value;
  if (viewer) session.update({ ...viewer, timeZone: 'America/Los_Angeles' });
  await nextTick();
  expect(timeZone.value).toBe('America/Los_Angeles');

  await session.leave(async () => undefined);
  await nextTick();
  expect(timeZone.value).toBe(BROWSER);
});

test('an account without one has that of the browser', async () => {
  followOwnTimeZone(await signedIn());
  expect(timeZone.value).toBe(BROWSER);
});
