import { mount } from '@vue/test-utils';
import { expect, test } from 'vitest';
import type { Language } from '../lib/language/language';
import { createTexts, loadPart } from '../messages/messages';
import { useRoleName } from './useRoleName';

async function roleNameIn(language: Language) {
  let roleName = (name: string) => name;
  const probe = { setup: () => ((roleName = useRoleName()), () => null) };
  const texts = createTexts(language);
  await loadPart('entry');
  mount(probe, { global: { plugins: [texts] } });
  return roleName;
}

test.each(['Owner', 'Administrator', 'Editor', 'Viewer', 'Auditor'])(
  'the built-in role %s is called that in English, and otherwise in Arabic',
  async (name) => {
    expect((await roleNameIn('en'))(name)).toBe(name);
    expect((await roleNameIn('ar'))(name)).toMatch(/^[\u0600-\u06ff ]+$/);
  },
);

test.each(['Helpdesk', 'owner', 'toString', ''])('the role “%s” keeps its name', async (name) => {
  expect((await roleNameIn('ar'))(name)).toBe(name);
});
