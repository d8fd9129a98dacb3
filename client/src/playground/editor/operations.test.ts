import { describe, expect, test } from 'vitest';
import { documentOf, operationAt, operationsIn } from './operations';

const DOCUMENT = `# Three of them.
query One { users { nodes { ...Row } } }
fragment Row on User { id ...Name }
fragment Name on User { displayName }
mutation Two { deleteUser(id: "1") { user { ...Name } } }
{ viewer { id } }
`;

describe('the operations of a document', () => {
  test('are found with kind and name', () => {
    const found = operationsIn(DOCUMENT).map(({ kind, name }) => [kind, name]);
    expect(found).toEqual([
      ['query', 'One'],
      ['mutation', 'Two'],
      ['query', undefined],
    ]);
  });

  test('are found beside a fault', () => {
    const found = operationsIn('query One { users( }\n\nsubscription Two { userChanged {').map(
      ({ name }) => name,
    );
    expect(found).toEqual(['One', 'Two']);
  });

  test.each([
    ['in the first', DOCUMENT.indexOf('users'), 'One'],
    ['behind the second', DOCUMENT.indexOf('{ viewer') - 1, 'Two'],
    ['before all', 0, 'One'],
  ])('are chosen by the cursor: %s', (_where, cursor, name) => {
    expect(operationAt(operationsIn(DOCUMENT), cursor)?.name).toBe(name);
  });
});

test('what is sent is one operation with the fragments that it uses, each in its place', () => {
  const [one, two] = operationsIn(DOCUMENT);
  const first = documentOf(DOCUMENT, one!);
  expect(first).toContain('query One');
  expect(first).toContain('fragment Row');
  expect(first).toContain('fragment Name');
  expect(first).not.toMatch(/Two|viewer/);

  const second = documentOf(DOCUMENT, two!);
  expect(second).not.toMatch(/One|Row|viewer/);
  expect(second.indexOf('mutation Two')).toBe(DOCUMENT.indexOf('mutation Two'));
  expect(second.split('\n')).toHaveLength(DOCUMENT.split('\n').length);
});
