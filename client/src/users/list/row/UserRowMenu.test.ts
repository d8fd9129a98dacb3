import { expect, test, vi } from 'vitest';
import { mountApp } from '../../../../test/mount-app';
import { person } from '../../../../test/people';
import UserRowMenu from './UserRowMenu.vue';

test('shows the keys of the row’s actions as keyboards of the language have them', async () => {
  const props = { user: person(1), isSelf: true, canSelect: false, anchor: document.body };
  await mountApp(UserRowMenu, { props, language: 'de' });
  const keys = () =>
    [...document.querySelectorAll('[role="menuitem"] kbd')].map((key) => key.textContent?.trim());
  await vi.waitFor(() => expect(keys()).toEqual(['Leertaste', 'E', 'C']));
});
