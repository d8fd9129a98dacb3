/** An argument or a JSON key for a secret, with its value as a string: `password: "…"`, `"newPassword": "…"`. */
const NAMED = /("?\b\w*(?:password|secret|token|code)\w*"?\s*:\s*)("""[\s\S]*?"""|"(?:[^"\\\n]|\\.)*")/gi;

/** What the server hands out: access tokens, and those of sessions (JSON Web Tokens). */
const TOKENS = /\brollcall_[\w-]{20,}|\beyJ[\w-]+\.[\w-]+\.[\w-]+/g;

/** A document or variables with empty text in the place of passwords, codes and tokens. */
export function withoutSecrets(text: string): string {
  return text.replace(NAMED, '$1""').replace(TOKENS, '');
}
