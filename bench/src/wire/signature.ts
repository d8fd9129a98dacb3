/**
 * Statements that only Rollcall has: the lookup and the check of the viewer. BEGIN and COMMIT are not needed if a message is a
 * transaction by itself.
 */
const LEFT_OUT = /\baccess_epoch\b|\bfrom sessions s join users\b|^(begin|commit)$/i;

/** The command and the tables of each statement, in order: a comparison that ignores how the SQL is worded. */
export function signaturesOf(messages: string[][]): string[] {
  return messages
    .flat()
    .filter((text) => !LEFT_OUT.test(text))
    .map((text) => {
      const tables = [...text.matchAll(/\b(from|join|into|update) ("?[a-z_]+"?)/gi)];
      return [/^\w+/.exec(text)?.[0], ...tables.map(([, word, table]) => `${word} ${table}`)].join(' ');
    });
}
