import { describe, expect, it } from 'vitest';
import { readDocument, readDocumentFiles } from './document-files.js';

describe('a document in a file', () => {
  it('has its variables in a comment, with values in the place of placeholders', () => {
    const { name, variablesOf, write } = readDocument(
      '03 by id.graphql',
      '# {"id":"$id","first":20}\nquery { user }',
    );
    expect([name, write]).toEqual(['by id', undefined]);
    expect(variablesOf({ $id: 'a"b' })).toEqual({ id: 'a"b', first: 20 });
  });

  it('names the write of the bare handler, and the state of its users before', () => {
    const text = '# {"id":"$id"}\n# beside restore\n# users deleted\nmutation { a }';
    expect(readDocument('1 a.graphql', text).write).toEqual({ beside: 'restore', users: 'deleted' });
    expect(readDocument('1 a.graphql', '# beside create\nmutation { a }').write?.users).toBe('present');
  });

  it('names the path at which the bare handler gives the same answer', () => {
    const text = '# {"first":20}\n# same answer /console-list\nquery { users }';
    expect(readDocument('1 a.graphql', text).sameAnswer).toBe('/console-list');
    expect(readDocument('1 a.graphql', 'query { users }')).not.toHaveProperty('sameAnswer');
  });

  it('is refused if it names something unknown', () => {
    expect(() => readDocument('1 a.graphql', '# beside rename\n')).toThrow(/has create, update.*not rename/);
    expect(() => readDocument('1 a.graphql', '# users away\n')).toThrow(/are present.*not away/);
  });

  it('of the folder is read, every write beside the bare one', () => {
    const files = readDocumentFiles();
    const writes = files.flatMap(({ write }) => write?.beside ?? []);
    expect(writes.toSorted()).toEqual(['create', 'deactivate', 'delete', 'reactivate', 'restore', 'update']);
    for (const { query, write } of files) expect(/\bmutation\b/.test(query)).toBe(write !== undefined);
  });
});
