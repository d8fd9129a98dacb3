/** In characters. */
export const PASSWORD = { min: 8, max: 128 };

/** Whether a password has a length that is allowed. */
export function isLongEnough(password: string): boolean {
  const { length } = [...password];
  return length >= PASSWORD.min && length <= PASSWORD.max;
}
