import { describe, expect, test } from 'vitest';
import { TABS_MAX, useTabs } from './useTabs';

const draft = (document: string) => ({ document, variables: '' });

function open(...documents: string[]) {
  const tabs = useTabs(documents.map(draft), documents.length - 1);
  return { ...tabs, texts: () => tabs.tabs.value.map(({ document }) => document) };
}

describe('a tab', () => {
  test('is opened beside the others, and is on screen', () => {
    const tabs = open('{ a }');
    tabs.open(draft('{ b }'));
    expect(tabs.texts()).toEqual(['{ a }', '{ b }']);
    expect(tabs.current.value.document).toBe('{ b }');
  });

  test('that has the same already is shown, not opened twice', () => {
    const tabs = open('{ a }', '{ b }');
    tabs.open(draft('{ a }'));
    expect(tabs.texts()).toHaveLength(2);
    expect(tabs.current.value.document).toBe('{ a }');
  });

  test.each([
    { on: 1, closed: 1, left: '{ c }' },
    { on: 2, closed: 2, left: '{ b }' },
    { on: 2, closed: 0, left: '{ c }' },
    { on: 0, closed: 2, left: '{ a }' },
  ])('leaves $left on screen when $closed is closed and $on was there', ({ on, closed, left }) => {
    const tabs = open('{ a }', '{ b }', '{ c }');
    tabs.select(on);
    tabs.close(closed);
    expect(tabs.current.value.document).toBe(left);
  });

  test('that is the last leaves an empty one', () => {
    const tabs = open('{ a }');
    tabs.close(0);
    expect(tabs.texts()).toEqual(['']);
    expect(tabs.current.value.document).toBe('');
  });

  test('too many closes the oldest', () => {
    const tabs = open('{ first }');
    for (let n = 0; n < TABS_MAX; n += 1) tabs.open(draft(`{ a${n} }`));
    expect(tabs.texts()).toHaveLength(TABS_MAX);
    expect(tabs.texts()).not.toContain('{ first }');
    expect(tabs.current.value.document).toBe(`{ a${TABS_MAX - 1} }`);
  });
});

test('one that was kept with a wrong place shows one that is there', () => {
  expect(useTabs([draft('{ a }')], 7).current.value.document).toBe('{ a }');
  expect(useTabs([], 0).current.value.document).toBe('');
});
