import { SoftwareAuthenticator } from '../../accounts/software-authenticator.js';
import { codeOf, CONFIRM, PASSWORD } from '../../accounts/totp.js';
import { openBrowser, type TestBrowser } from '../../test-browser.js';
import { DirectoryWorld, ERRORS, LOCALES } from './directory-world.js';

export const SITE = { origin: 'https://rollcall.example.org', rpId: 'rollcall.example.org' };

/** What people do with their own accounts. */
export class DirectoryAccounts extends DirectoryWorld {
  readonly #keys = new Map<string, string>();

  protected async signedIn(
    act: (browser: TestBrowser, user: { id: string; email: string }) => Promise<unknown>,
  ) {
    const random = this.random;
    await this.someone("status = 'ACTIVE' and password_hash is not null", async (user) => {
      const browser = openBrowser(this.apps[0], `198.51.100.${random.below(250)}`);
      const entry = await browser.signIn(user.email, PASSWORD);
      const key = this.#keys.get(user.id);
      if (entry.secondFactor && key) {
        await this.query('update totp_factors set last_step = 0 where user_id = $1', [user.id]);
        await browser.completeSignIn(entry.secondFactor.challenge as string, codeOf(key));
      }
      await act(browser, user);
    });
    await this.query('delete from sign_in_limits');
  }

  protected readonly addTotp = () =>
    this.signedIn(async (browser, { id }) => {
      const { data } = await browser.post('mutation { startTotp { key } }');
      const key = data?.startTotp?.key as string | undefined;
      if (!key) return;
      if (this.random.chance(0.2)) return;
      const confirmed = await browser.post(CONFIRM, { code: codeOf(key) });
      this.note({ confirmTotp: id }, confirmed.data, confirmed.errors);
      if (confirmed.data?.confirmTotp.userErrors.length === 0) this.#keys.set(id, key);
    });

  protected readonly removeTotp = () =>
    this.signedIn(async (browser) => {
      const { data, errors } = await browser.post(
        `mutation ($proof: ProofInput!) { disableTotp(proof: $proof) { ${ERRORS} } }`,
        { proof: { password: PASSWORD } },
      );
      this.note({ disableTotp: true }, data, errors);
    });

  protected readonly addPasskey = () =>
    this.signedIn(async (browser) => {
      const { data } = await browser.post(`mutation { startPasskey { options ${ERRORS} } }`);
      const options = data?.startPasskey?.options;
      if (!options) return;
      const answer = new SoftwareAuthenticator(SITE).register(options);
      const added = await browser.post(
        `mutation ($input: AddPasskeyInput!) { addPasskey(input: $input) { ${ERRORS} } }`,
        { input: { answer, name: 'Key' } },
      );
      this.note({ addPasskey: true }, added.data, added.errors);
    });

  protected readonly removePasskey = () =>
    this.signedIn(async (browser, { id }) => {
      const [key] = await this.query<{ id: string }>('select id from passkeys where user_id = $1', [id]);
      if (!key) return;
      const { data, errors } = await browser.post(
        `mutation ($id: ID!) { removePasskey(id: $id) { ${ERRORS} } }`,
        { id: key.id },
      );
      this.note({ removePasskey: true }, data, errors);
    });

  protected readonly updateOwn = () =>
    this.signedIn((browser) =>
      browser.post(`mutation ($input: UpdateViewerInput!) { updateViewer(input: $input) { ${ERRORS} } }`, {
        input: { locale: this.random.pick(LOCALES) },
      }),
    );
}
