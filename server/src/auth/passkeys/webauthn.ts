/** Loaded with the first passkey, as its certificate formats are a tenth of the server's code. */
export const webauthn = () => import('@simplewebauthn/server');
