import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { linkIn, type MailServer, startMailServer } from '../testing/servers/mail-server.js';
import { startTestApp, type TestApp } from '../testing/test-app.js';
import { createUsers } from '../testing/requests/user-requests.js';

const INVITE = `mutation ($id: ID!) {
  inviteUser(id: $id) { invitation { delivery } link userErrors { code } }
}`;
const ACCEPT = `mutation ($input: AcceptInvitationInput!) {
  acceptInvitation(input: $input) { viewer { id } userErrors { code } }
}`;

let test: TestApp;

const make = async (email: string, more: object = {}) =>
  (await createUsers(test, { email, ...more }))[0] as string;
const invite = async (id: string) => (await test.graphql(INVITE, { id })).data.inviteUser;

describe('an invitation by mail', () => {
  let mail: MailServer;

  beforeAll(async () => {
    mail = await startMailServer();
    test = await startTestApp({
      env: {
        SMTP_URL: mail.url,
        MAIL_FROM: 'People <people@example.org>',
        PUBLIC_URL: 'https://people.example.org',
      },
    });
  });
  beforeEach(async () => {
    mail.refuse(undefined);
    mail.mails.length = 0;
    await test.database.query('delete from users');
  });
  afterAll(async () => {
    await test.close();
    await mail.close();
  });

  const deliveryOf = async (id: string) =>
    (await test.graphql(`{ user(id: "${id}") { invitation { state delivery } } }`)).data.user.invitation;
  const delivered = (id: string, delivery: string) =>
    vi.waitFor(async () => expect(await deliveryOf(id)).toEqual({ state: 'PENDING', delivery }));

  it('goes to the user, with a link that the inviter does not see', async () => {
    const id = await make('ivy@example.org', { displayName: 'Ivy <b>Bold</b>' });
    const { link, invitation } = await invite(id);
    expect([link, invitation.delivery]).toEqual([null, 'SENDING']);
    const got = await mail.mailTo('ivy@example.org');
    expect(got.from).toMatchObject({ name: 'People', address: 'people@example.org' });
    expect(got.subject).toBe('You’re invited to Rollcall');
    expect(got.html).toContain('Ivy &lt;b&gt;Bold&lt;/b&gt;');
    const { link: mailed, path, secret } = linkIn(got);
    expect([path, mailed]).toEqual(['/accept', `https://people.example.org/accept#${secret}`]);
    expect(got.html).toContain(`href="${mailed}"`);
    await delivered(id, 'SENT');
    const input = { token: secret, password: 'correct horse battery' };
    const { data } = await test.graphql(ACCEPT, { input }, { authorization: '' });
    expect(data.acceptInvitation.userErrors).toEqual([]);
  });

  it('is in the language of its recipient', async () => {
    await invite(await make('layla@example.org', { locale: 'ar-EG' }));
    const got = await mail.mailTo('layla@example.org');
    expect(got.subject).toBe('أنت مدعو إلى Rollcall');
    expect(got.html).toContain('dir="rtl"');
  });

  it('shows that the mail server refused it, and undoes nothing', async () => {
    mail.refuse('Nobody of that name');
    const id = await make('ivy@example.org');
    expect((await invite(id)).userErrors).toEqual([]);
    await delivered(id, 'FAILED');
    expect(JSON.stringify(test.logs)).not.toContain('ivy@example.org');
    mail.refuse(undefined);
    await invite(id);
    await delivered(id, 'SENT');
  });

  it('shows a mail as failed if its server ended while sending', async () => {
    const id = await make('ivy@example.org');
    await invite(id);
    await delivered(id, 'SENT');
    await test.database.query(
      `update invitations set delivery = 'SENDING', sent_at = now() - interval '6 minutes'`,
    );
    expect(await deliveryOf(id)).toEqual({ state: 'PENDING', delivery: 'FAILED' });
  });
});

describe('with a mail server that is away', () => {
  it('a new user is created all the same, and the invitation is marked as not sent', async () => {
    const mail = await startMailServer();
    await mail.close();
    test = await startTestApp({ env: { SMTP_URL: mail.url } });
    try {
      const { data } = await test.graphql(
        `mutation { createUser(input: { email: "new@example.org", displayName: "New", invite: true }) {
          user { id } invitationLink userErrors { code } } }`,
      );
      expect(data.createUser).toMatchObject({ user: {}, invitationLink: null, userErrors: [] });
      await vi.waitFor(async () => {
        const answer = await test.graphql('{ invitations { nodes { delivery user { email } } } }');
        expect(answer.data.invitations.nodes).toEqual([
          { delivery: 'FAILED', user: { email: 'new@example.org' } },
        ]);
      });
    } finally {
      await test.close();
    }
  });
});
