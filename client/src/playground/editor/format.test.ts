import { describe, expect, test } from 'vitest';
import { formatDocument, formatJson } from './format';

describe('formatting a document', () => {
  test('keeps each comment beside what it is about', () => {
    const document = [
      '# Above.',
      'query   A($x:Int){ # behind the brace',
      'users(first:$x){',
      '# on its own',
      'totalCount # behind a field',
      '# before the end',
      '}}',
      '',
      '# For the second.',
      'mutation B{deleteUser(id:"1"){userErrors{code}}}',
      '# The last.',
    ].join('\n');

    expect(formatDocument(document)).toBe(
      `# Above.
query A($x: Int) { # behind the brace
  users(first: $x) {
    # on its own
    totalCount # behind a field
    # before the end
  }
}

# For the second.
mutation B {
  deleteUser(id: "1") {
    userErrors {
      code
    }
  }
}

# The last.
`,
    );
  });

  test('done twice changes nothing more', () => {
    const once = formatDocument('# a\nquery{ # b\nviewer{id}# c\n} # d\n# e\nfragment F on User{id}');
    expect(formatDocument(once)).toBe(once);
    expect(once.match(/# \w/g)).toEqual(['# a', '# b', '# c', '# d', '# e']);
  });

  test('refuses what has a fault, so that nothing is lost', () => {
    expect(() => formatDocument('{ users(')).toThrow('Syntax Error');
  });
});

test.each([
  ['{"a":[1]}', '{\n  "a": [\n    1\n  ]\n}'],
  ['{"a":', '{"a":'],
  ['  ', ''],
])('variables written as %j are formatted as %j', (text, expected) => {
  expect(formatJson(text)).toBe(expected);
});
