/** Loaded with the first passkey: formats of certificates make it a tenth of the server's code. */
export const webauthn = () => import('@simplewebauthn/server');
