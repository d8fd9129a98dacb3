/** The prefix of every access token, by which people and secret scanners recognise a leaked one. */
export const TOKEN_PREFIX = 'rollcall_';
