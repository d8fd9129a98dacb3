// @vitest-environment node
import { expect, test } from 'vitest';
import { fromUrl, toExport, toUrl, toWhere } from './audit-query';

const ID = '01939f1e-8f5e-7a10-9d2b-3c4d5e6f7a8b';
const EVERYTHING = {
  action: [],
  actor: undefined,
  target: undefined,
  from: undefined,
  until: undefined,
};

test('an address that says nothing asks for everything', () => {
  expect(fromUrl({})).toEqual(EVERYTHING);
  expect(toUrl(EVERYTHING)).toEqual({});
  expect(toWhere(EVERYTHING)).toBeNull();
});

test('an address is read as it was written', () => {
  const url = {
    action: ['USER_CREATED', 'SIGNED_IN'],
    actor: ID,
    target: ID,
    from: '2026-01-02',
    until: '2026-01-03',
  };
  expect(toUrl(fromUrl(url))).toEqual(url);
});

test('what makes no sense in an address is left out', () => {
  const url = {
    action: ['NOTHING', 'SIGNED_IN'],
    actor: 'me',
    target: ['', ID],
    from: '2026-02-30',
    until: 'soon',
  };
  expect(fromUrl(url)).toEqual({ ...EVERYTHING, action: ['SIGNED_IN'] });
});

test('both days are in the span, and the export asks for the same entries', () => {
  const query = fromUrl({
    action: ['SIGNED_IN', 'SIGNED_OUT'],
    target: ID,
    from: '2026-01-02',
    until: '2026-01-03',
  });
  const from = new Date(2026, 0, 2).toISOString();
  const until = new Date(2026, 0, 4).toISOString();
  expect(toWhere(query)).toEqual({
    action: ['SIGNED_IN', 'SIGNED_OUT'],
    targetId: ID,
    occurredAt: { from, until },
  });
  expect([...toExport(query, 'csv')]).toEqual([
    ['format', 'csv'],
    ['action', 'SIGNED_IN'],
    ['action', 'SIGNED_OUT'],
    ['targetId', ID],
    ['from', from],
    ['until', until],
  ]);
});
