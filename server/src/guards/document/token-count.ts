import { Lexer, type Source, type Token, TokenKind } from 'graphql';

/**
 * The place where the parser stopped: the number of tokens up to it, this one included, and the token; undefined if it is not a
 * token. A refused document is read again for this, only up to that place.
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
