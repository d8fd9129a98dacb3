import { expect, test } from 'vitest';
import { sharedDraft, shareUrl } from './share';

test.each([
  { document: '# 100 % & #hash\n{ a(b: "ü+ =") }', variables: '{\n  "search": "日本"\n}' },
  { document: '{ viewer { id } }', variables: '' },
])('an address brings %o back', (draft) => {
  const url = new URL(shareUrl('https://directory.example.org', draft)!);
  expect(url.pathname + url.search).toBe('/playground');
  // As the router reads it.
  expect(sharedDraft(decodeURIComponent(url.hash))).toEqual(draft);
});

test('there is no address for what is too long for one', () => {
  expect(shareUrl('https://a.example', { document: 'a'.repeat(9_000), variables: '' })).toBeUndefined();
});

test.each(['', '#', '#main'])('%j brings nothing', (hash) => {
  expect(sharedDraft(hash)).toBeUndefined();
});
