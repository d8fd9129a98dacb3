import { Lexer, type Source, type Token, TokenKind } from 'graphql';

/**
 * Where the parser stopped: how many tokens it had read by then, that one among them, and what that one is; undefined
 * where it is no token at all. Read again for a document that was refused, and no further than that.
 */
export function tokensUpTo(
  source: Source,
  position: number,
): { count: number; kind: Token['kind'] | undefined } {
  const lexer = new Lexer(source);
  let count = 0;
  try {
    for (let token = lexer.advance(); token.kind !== TokenKind.EOF; token = lexer.advance()) {
      count += 1;
      if (token.start >= position) return { count, kind: token.kind };
    }
    return { count, kind: TokenKind.EOF };
  } catch {
    return { count, kind: undefined };
  }
}
