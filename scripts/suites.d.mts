/** For TypeScript that reads no JavaScript: the client's. */
export const suite: 'quick' | 'large' | 'looks';
export function filesOf(
  folder?: string,
  options?: { hasNightlyTests?: boolean },
): { include: string[]; exclude: string[] };
