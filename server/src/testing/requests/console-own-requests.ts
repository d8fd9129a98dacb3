import { randomUUID } from 'node:crypto';
import { Secret, TOTP } from 'otpauth';
import {
  byPeople,
  type ConsoleOperation,
  type ConsoleRequest,
  passkeyOptions,
  withPasskeys,
  withTotp,
} from './console-recipes.js';

/** Hashing a password takes 50 ms, so few requests are enough to measure its cost. */
export const HASHES = 24;

/** The part of CONSOLE_REQUESTS for one's own account. */
export const OWN_REQUESTS: Readonly<Record<string, ConsoleOperation | string>> = {
  OwnProfile: byPeople(() => ({})),
  Security: byPeople(() => ({})),
  ChangePassword: {
    most: HASHES,
    ...byPeople((_person, { server }) => ({
      input: { currentPassword: server.owner.password, newPassword: 'another horse battery' },
    })),
  },
  ChangeEmail: byPeople((_person, { server }) => ({ input: { email: `${randomUUID()}@${server.domain}` } })),
  CancelEmailChange: byPeople(() => ({})),
  UpdateViewer: byPeople(() => ({ input: { locale: 'fr' } })),
  StartTotp: byPeople(() => ({})),
  ConfirmTotp: {
    requests: async (stage, count) => {
      const requests: ConsoleRequest[] = [];
      for (const { headers } of await stage.people(count)) {
        const { startTotp } = (await stage.server.ask('mutation { startTotp { key } }', {}, headers)) as {
          startTotp: { key: string };
        };
        const code = TOTP.generate({ secret: Secret.fromBase32(startTotp.key) });
        requests.push({ variables: { input: { code } }, headers });
      }
      return requests;
    },
  },
  DisableTotp: { most: HASHES, requests: withTotp },
  RenewRecoveryCodes: { most: HASHES, requests: withTotp },
  StartPasskey: byPeople(() => ({})),
  AddPasskey: {
    requests: async (stage, count) => {
      const requests: ConsoleRequest[] = [];
      for (const { headers } of await stage.people(count)) {
        const answer = stage.server.newAuthenticator().register(await passkeyOptions(stage, headers));
        requests.push({ variables: { input: { answer, name: 'Key' } }, headers });
      }
      return requests;
    },
  },
  RenamePasskey: {
    requests: (stage, count) => withPasskeys(stage, count, (id) => ({ input: { id, name: 'Other' } })),
  },
  RemovePasskey: {
    most: HASHES,
    requests: (stage, count) =>
      withPasskeys(stage, count, (id) => ({ id, proof: { password: stage.server.owner.password } })),
  },
};
