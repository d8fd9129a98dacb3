import { BadInputError } from '../errors.js';

/**
 * A place in an ordered list: the name of the order, the row's key in it (never null) and its id. Opaque to clients:
 * base64url of a JSON array.
 */
export interface Cursor {
  order: string;
  key: string;
  id: string;
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

export function encodeCursor({ order, key, id }: Cursor): string {
  return Buffer.from(JSON.stringify([order, key, id])).toString('base64url');
}

/** An order as cursors name it, with the check of its keys. */
export interface CursorOrder {
  name: string;
  isKey: (text: string) => boolean;
}

/**
 * Decodes a cursor of `order`.
 * @throws BadInputError if the text is not a cursor, or a cursor of another order.
 */
export function decodeCursor(text: string, order: CursorOrder): Cursor {
  const parts = parse(text);
  if (!parts || !UUID.test(parts[2])) throw new BadInputError('error.cursor.unknown');
  const [madeFor, key, id] = parts;
  if (madeFor !== order.name) throw new BadInputError('error.cursor.order');
  if (!order.isKey(key)) throw new BadInputError('error.cursor.unknown');
  return { order: madeFor, key, id };
}

function parse(text: string): [string, string, string] | undefined {
  try {
    const value: unknown = JSON.parse(Buffer.from(text, 'base64url').toString());
    const valid =
      Array.isArray(value) && value.length === 3 && value.every((part) => typeof part === 'string');
    return valid && !value.some((part) => part.includes('\0'))
      ? (value as [string, string, string])
      : undefined;
  } catch {
    return undefined;
  }
}

export function isUuid(text: string): boolean {
  return UUID.test(text);
}
