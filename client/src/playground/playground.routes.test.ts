import { afterEach, expect, test } from 'vitest';
import { playgroundRoutes } from './playground.routes';

afterEach(() => document.documentElement.removeAttribute('data-no-playground'));

test('there is a playground, open to all', () => {
  expect(playgroundRoutes()).toMatchObject([{ path: '/playground', meta: { isOpen: true } }]);
});

test('there is none where the server has marked the page', () => {
  document.documentElement.setAttribute('data-no-playground', '');
  expect(playgroundRoutes()).toEqual([]);
});
