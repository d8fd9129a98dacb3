/** What an operation was answered with, as it is shown. */
export interface Answer {
  /** JSON in two spaces, or whatever came instead of JSON; empty where nothing came. */
  text: string;
  /** Of the operation. */
  name: string | undefined;
  /** HTTP's; a subscription has none. */
  status?: number;
  ms?: number;
  /** Of the answer, without its headers and before compression. */
  bytes?: number;
  /** How much news a subscription has brought so far. */
  news?: number;
  /** Why there is no answer. */
  fault?: 'variables' | 'unreachable' | 'stopped';
  /** Whether the answer has errors in it. */
  hasErrors: boolean;
}

/** What of a subscription stays on screen: the newest. */
const NEWS_SHOWN = 100;

export function answerOf(body: string): Pick<Answer, 'text' | 'bytes' | 'hasErrors'> {
  const bytes = new TextEncoder().encode(body).length;
  try {
    const result = JSON.parse(body) as unknown;
    return { text: JSON.stringify(result, null, 2), bytes, hasErrors: hasErrors(result) };
  } catch {
    return { text: body, bytes, hasErrors: true };
  }
}

/** The news so far as one list in JSON, the newest first. */
export function newsText(news: readonly unknown[]): string {
  return JSON.stringify(news.slice(-NEWS_SHOWN).toReversed(), null, 2);
}

export function hasErrors(result: unknown): boolean {
  return typeof result === 'object' && result !== null && 'errors' in result;
}
