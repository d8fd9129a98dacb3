import { mount } from '@vue/test-utils';
import { expect, test } from 'vitest';
import type { Language } from '../lib/language';
import { createTexts } from '../messages/messages';
import { useRoleName } from './useRoleName';

function roleNameIn(language: Language) {
  let roleName = (name: string) => name;
  const probe = { setup: () => ((roleName = useRoleName()), () => null) };
  mount(probe, { global: { plugins: [createTexts(language)] } });
  return roleName;
}

test.each(['Owner', 'Administrator', 'Editor', 'Viewer', 'Auditor'])(
  'the built-in role %s is called that in English, and otherwise in Arabic',
  (name) => {
    expect(roleNameIn('en')(name)).toBe(name);
    expect(roleNameIn('ar')(name)).toMatch(/^[\u0600-\u06ff ]+$/);
  },
);

test.each(['Helpdesk', 'owner', 'toString', ''])('the role “%s” keeps its name', (name) => {
  expect(roleNameIn('ar')(name)).toBe(name);
});
