import { type Refusal, RefusedError } from '../refusals/refusal.js';
import { UserErrorCode } from '../refusals/user-error.enum.js';
import { readText } from '../texts/text.rule.js';
import type { UpdateViewInput } from './view.types.js';

const MAX_NAME = 100;
const MAX_QUERY = 4_000;
const MAX_LAYOUT = 4_000;

export type ViewValues = Pick<UpdateViewInput, 'layout' | 'isShared'> & { name?: string; query?: string };

/** The given values in their stored form. @throws RefusedError */
export function readView({ name, query, layout, isShared }: Partial<UpdateViewInput>): ViewValues {
  const refusals: Refusal[] = [];
  const values: ViewValues = {};
  if (name !== undefined) {
    const text = readText(name ?? '', { max: MAX_NAME, required: true });
    if (typeof text === 'string') values.name = text;
    else if (text) refusals.push({ ...text, path: ['input', 'name'] });
  }
  if (query != null) {
    if (query.length > MAX_QUERY) refusals.push(tooLong('query', MAX_QUERY));
    else if (!isStorable(query)) refusals.push(invalid('query'));
    else values.query = query;
  }
  if (layout !== undefined) {
    if (layout !== null && layout.length > MAX_LAYOUT) refusals.push(tooLong('layout', MAX_LAYOUT));
    else if (layout !== null && !isJsonObject(layout)) refusals.push(invalid('layout'));
    else values.layout = layout;
  }
  if (isShared != null) values.isShared = isShared;
  if (refusals.length > 0) throw new RefusedError(refusals);
  return values;
}

function isJsonObject(text: string): boolean {
  try {
    const value: unknown = JSON.parse(text);
    const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
    return isObject && isStorable(text);
  } catch {
    return false;
  }
}

function isStorable(text: string): boolean {
  return text.isWellFormed() && !text.includes('\0');
}

function tooLong(field: string, max: number): Refusal {
  return { code: UserErrorCode.TOO_LONG, path: ['input', field], key: 'userError.tooLong', params: { max } };
}

function invalid(field: string): Refusal {
  return { code: UserErrorCode.INVALID, path: ['input', field], key: 'userError.invalid.text' };
}
