import { Lexer, parse, print, Source, type Token, TokenKind } from 'graphql';

/** The document in GraphQL's own layout, its comments kept. @throws where it has a fault in its syntax */
export function formatDocument(document: string): string {
  return `${withComments(print(parse(document)), document)}\n`;
}

/** JSON in two spaces; as it is where it is none. */
export function formatJson(text: string): string {
  if (text.trim() === '') return '';
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}

/**
 * Puts the comments of `source` into what was printed of it: the printer drops them, and prints the other tokens in
 * their order. A comment on a line of its own goes before the line of the token that follows, another one behind the
 * line of the token before.
 */
function withComments(printed: string, source: string): string {
  const lines = printed.split('\n');
  const before = lines.map((): string[] => []);
  const behind = lines.map((): string[] => []);
  const last: string[] = [];
  const targets = tokensOf(printed).filter(isSignificant);
  let next = 0;
  let previous: Token | undefined;
  for (const token of tokensOf(source)) {
    if (token.kind === TokenKind.COMMENT) {
      const text = `#${token.value.trimEnd()}`;
      const isTrailing = previous?.line === token.line;
      const place = isTrailing ? targets[next - 1] : targets[next];
      const list = place ? (isTrailing ? behind : before)[place.line - 1] : last;
      (list ?? last).push(text);
    } else if (isSignificant(token)) {
      previous = token;
      // The printer leaves out the word before a query that has neither name nor variables.
      const isLeftOut = token.value === 'query' && targets[next]?.kind === TokenKind.BRACE_L;
      if (!isLeftOut) next += 1;
    }
  }
  const withTheirs = lines.flatMap((line, index) => [
    ...(before[index] ?? []).map((comment) => indentBefore(line) + comment),
    [line, ...(behind[index] ?? [])].join(' '),
  ]);
  return [...withTheirs, ...(last.length > 0 ? ['', ...last] : [])].join('\n');
}

/** As deep as the line or, before a bracket that closes, as what stands in it. */
function indentBefore(line: string): string {
  const [indent = ''] = /^ */.exec(line) ?? [];
  return /^[\])}]/.test(line.trimStart()) ? `${indent}  ` : indent;
}

function isSignificant({ kind }: Token): boolean {
  return ![TokenKind.COMMENT, TokenKind.SOF, TokenKind.EOF].includes(kind);
}

function tokensOf(text: string): Token[] {
  const lexer = new Lexer(new Source(text));
  const start = lexer.token;
  // Comments are left out by advance(), and hang in the chain of tokens all the same.
  while (lexer.advance().kind !== TokenKind.EOF);
  const tokens: Token[] = [];
  for (let token = start.next; token; token = token.next) tokens.push(token);
  return tokens;
}
