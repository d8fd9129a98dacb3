import { expect, it } from 'vitest';
import { signaturesOf } from './signature.js';

it('the same statements in other words have the same signatures, and other statements have others', () => {
  const rollcall = [
    [
      'begin',
      'select 1 / (number = $1::bigint)::int from access_epoch',
      'select id from users where id = $1 for update',
    ],
    ['update users set "title" = $1', 'insert into audit_entries (action) values ($1)', 'commit'],
  ];
  const bare = [
    ['begin'],
    ['select id, email from users where id = $1 for update'],
    ['update users set title = $2'],
    ['insert into audit_entries (changes) values ($1)'],
    ['commit'],
  ];
  expect(signaturesOf(rollcall)).toEqual(signaturesOf(bare));
  expect(signaturesOf(bare.slice(0, 3))).not.toEqual(signaturesOf(rollcall));
  expect(signaturesOf([['update sessions set revoked_at = now()']])).toEqual(['update update sessions']);
});
