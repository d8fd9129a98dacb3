import { describe, expect, test } from 'vitest';
import { catalogueFaults } from './catalogue.mjs';
import { readIcu, readVue } from './syntax.mjs';

const used = ["t('users.title')", "t('users.count', 2)"];
const en = { users: { title: 'Users', count: 'One user | {n} users' } };
const ar = {
  users: {
    title: 'المستخدمون',
    count: 'لا مستخدمين | مستخدم واحد | مستخدمان | {n} مستخدمين | {n} مستخدمًا | {n} مستخدم',
  },
};

/** @param {Partial<typeof en.users>} users */
const arabic = (users) => ({ en, ar: { users: { ...ar.users, ...users } } });

describe('message catalogues', () => {
  test('pass if every language has every message and every one is used', () => {
    expect(catalogueFaults({ en, ar }, used, readVue)).toEqual([]);
  });

  test('fail on a message that a language lacks', () => {
    const languages = { en, ar: { users: { title: ar.users.title } } };
    expect(catalogueFaults(languages, used, readVue)).toEqual(['ar.json has no "users.count".']);
  });

  test('fail on an empty message', () => {
    expect(catalogueFaults(arabic({ title: ' ' }), used, readVue)).toEqual([
      '"users.title" is empty in ar.json.',
    ]);
  });

  test('fail on a placeholder that a translation lost', () => {
    const count = 'أ | ب | ج | د | هـ | و';
    expect(catalogueFaults(arabic({ count }), used, readVue)).toEqual([
      '"users.count" has not the same placeholders everywhere (en: n; ar: none).',
    ]);
  });

  test('fail on a plural form that a translation lacks or has too many', () => {
    expect(catalogueFaults(arabic({ count: '{n} مستخدم | {n} مستخدمين' }), used, readVue)).toEqual([
      '"users.count" has 2 plural forms in ar.json instead of 6.',
    ]);
    const ja = { users: { title: 'ユーザー', count: '{n}人 | {n}人' } };
    expect(catalogueFaults({ en, ja }, used, readVue)).toEqual([
      '"users.count" has 2 plural forms in ja.json instead of 1.',
    ]);
  });

  test('fail on a message that vue-i18n cannot read', () => {
    const [fault] = catalogueFaults(arabic({ title: 'ada@example.org' }), used, readVue);
    expect(fault).toMatch('"users.title" is no message of vue-i18n');
  });

  test('fail on a message that is used but missing', () => {
    const sources = [...used, "t('users.titel')", '<i18n-t keypath="users.none" />'];
    expect(catalogueFaults({ en, ar }, sources, readVue)).toEqual([
      '"users.titel" is asked for and is in no catalogue.',
      '"users.none" is asked for and is in no catalogue.',
    ]);
  });

  test('fail on a message that is used nowhere', () => {
    expect(catalogueFaults({ en, ar }, ["t('users.title')"], readVue)).toEqual([
      '"users.count" is used nowhere.',
    ]);
  });

  test('count a key in quotes, and all keys that a template may use, as used', () => {
    const sources = ["const column = { label: 'users.title' };", 't(`users.${what}`)'];
    expect(catalogueFaults({ en, ar }, sources, readVue)).toEqual([]);
  });
});

describe("the server's messages", () => {
  test('fail on a plural without a form that its language has', () => {
    expect(readIcu('{n, plural, one {حرف} other {# حرف}}', 'ar').faults).toEqual([
      'lacks the plural forms zero, two, few, many',
    ]);
    expect(readIcu('{n, plural, one {# letter} other {# letters}}', 'en').faults).toEqual([]);
  });

  test('do not mistake the word in a branch for a placeholder', () => {
    const message = '{who} has {n, plural, one {letter} other {{letters}}}';
    expect(readIcu(message, 'en').placeholders).toEqual(['who', 'n', 'letters']);
  });

  test('fail on a message that ICU cannot read', () => {
    expect(readIcu('{n, plural, one {x}', 'en').faults[0]).toMatch('is no ICU message');
  });
});
