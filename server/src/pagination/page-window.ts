import { BadInputError } from '../errors.js';
import { type Cursor, type CursorOrder, decodeCursor } from './cursor.js';

/** The arguments of every connection field, by Relay's names. */
export interface PageArgs {
  first?: number | null;
  after?: string | null;
  last?: number | null;
  before?: string | null;
}

/** Which rows of an ordered list a page holds: `size` rows, counted from the start or from the end. */
export interface PageWindow {
  size: number;
  fromEnd: boolean;
  after: Cursor | undefined;
  before: Cursor | undefined;
}

/** Without `first` and `last`. */
export const DEFAULT_SIZE = 20;
export const MAX_SIZE = 100;

/**
 * Checks the page arguments: at most one of `first` and `last`, from 1 to 100; without both, the first 20.
 * @throws BadInputError with the wrong argument.
 */
export function readPageWindow({ first, after, last, before }: PageArgs, order: CursorOrder): PageWindow {
  if (first != null && last != null) throw new BadInputError('error.page.both');
  const size = first ?? last ?? DEFAULT_SIZE;
  if (size < 1 || size > MAX_SIZE) {
    throw new BadInputError('error.page.size', { name: last == null ? 'first' : 'last', max: MAX_SIZE });
  }
  return {
    size,
    fromEnd: last != null,
    after: after == null ? undefined : decodeCursor(after, order),
    before: before == null ? undefined : decodeCursor(before, order),
  };
}
