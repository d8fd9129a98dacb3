/** As many as theme.css has. */
const HUES = 8;

/** Which of the hues an id has: always the same, whatever else changes. */
export function hueOf(id: string): number {
  let sum = 0;
  // A UUID of version 7 begins with the time, and ids that were made together begin alike: its end differs.
  for (const sign of id.slice(-6)) sum = (sum * 31 + sign.charCodeAt(0)) % 997;
  return sum % HUES;
}
