interface Change {
  from: number;
  to: number;
  insert: string;
}

/**
 * One replacement that makes `after` of `before`; undefined where they are the same. What is equal at both ends
 * stays, and with it the place of the cursor and what is folded there.
 */
export function difference(before: string, after: string): Change | undefined {
  if (before === after) return undefined;
  const shorter = Math.min(before.length, after.length);
  let start = 0;
  while (start < shorter && before[start] === after[start]) start += 1;
  let end = 0;
  while (end < shorter - start && before.at(-1 - end) === after.at(-1 - end)) end += 1;
  return { from: start, to: before.length - end, insert: after.slice(start, after.length - end) };
}
