import { describe, expect, it } from 'vitest';
import { messageFaults } from './message.mjs';

describe('the message of a commit', () => {
  it.each([
    'Fix cached search statement reused for deleted users',
    'Press Escape to close the panel',
    'Seed a million users in one transaction',
    'Set-up link: print it once',
    'Add languages\n\nThe reasons are in decision 61.',
    'Revert "Added a subject that is far longer than any subject may be, so that it would be refused"',
    'a'.repeat(71).replace(/^a/, 'A'),
  ])('may be %s', (message) => {
    expect(messageFaults(message)).toEqual([]);
  });

  it.each([
    ['Added languages', /"Added"/],
    ['Adds languages', /"Adds"/],
    ['Adding languages', /"Adding"/],
    ['add languages', /first letter large/],
    ['feat: add languages', /begins with a type/],
    ['fix(client)!: mend it', /begins with a type/],
    ['Add languages.', /full stop/],
    ['', /begins with a verb/],
    [`Add ${'x'.repeat(69)}`, /73 characters; at most 72/],
    ['Add languages\nand more', /second line is empty/],
  ])('may not be %s', (message, fault) => {
    expect(messageFaults(message)).toEqual([expect.stringMatching(fault)]);
  });
});
