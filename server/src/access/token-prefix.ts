/** What every access token begins with, so that people and secret scanners know one where it was left lying. */
export const TOKEN_PREFIX = 'rollcall_';
