import { describe, expect, test } from 'vitest';
import { expectNoFaults, LOOKS } from '../browser/looks.ts';
import { useRollcall } from '../browser/use-rollcall.ts';

const product = useRollcall({ people: 2 });

async function invited(email: string): Promise<{ id: string; path: string }> {
  const { createUser } = await product.rollcall.graphql<{
    createUser: { user: { id: string }; invitationLink: string };
  }>(
    `mutation ($email: String!) {
      createUser(input: { email: $email, displayName: "Somebody With Quite A Long Name Indeed", invite: true }) {
        user { id } invitationLink
      }
    }`,
    { email },
  );
  const { pathname, hash } = new URL(createUser.invitationLink);
  return { id: createUser.user.id, path: pathname + hash };
}

describe.each(Object.entries(LOOKS))('%s, axe finds no fault and nothing is too wide', (_name, look) => {
  test('in the list of invitations, in every state', async () => {
    for (const name of ['pending', 'expired', 'cancelled', 'accepted', 'failed']) {
      await invited(`somebody.with.a.long.address.${name}@example.org`);
    }
    const change = (name: string, set: string) =>
      product.rollcall.sql(`update invitations set ${set} where email like '%${name}@%'`);
    await change('expired', `expires_at = now() - interval '1 day'`);
    await change('cancelled', 'cancelled_at = now()');
    await change('accepted', 'accepted_at = now()');
    await change('failed', `delivery = 'FAILED'`);
    const session = await product.open('/invitations', look.options);
    await expect.poll(() => session.page.getByRole('listitem').count()).toBeGreaterThanOrEqual(5);
    await expectNoFaults(session, look);
  });

  test('without invitations', async () => {
    const session = await product.open('/invitations?state=ACCEPTED', look.options);
    await session.page.locator('h2').waitFor();
    await expectNoFaults(session, look);
  });

  test('on the page of an invited user', async () => {
    const { id } = await invited('ivy@example.org');
    const session = await product.open(`/users/${id}`, look.options);
    await session.page.locator('section:has(> h3) button').first().waitFor();
    await expectNoFaults(session, look);
  });

  test('on the page that accepts an invitation, before and after a refusal', async () => {
    const { path } = await invited('ivy@example.org');
    const session = await product.open(path, { ...look.options, signedIn: false });
    await session.page.locator('[name=password]').fill('password1');
    await expectNoFaults(session, look);
    await session.page.keyboard.press('Enter');
    await session.page.locator('[data-slot=error]').waitFor();
    await expectNoFaults(session, look);
  });

  test.each(['/accept#x', '/accept', '/reset#x', '/forgot'])('at %s', async (path) => {
    const session = await product.open(path, { ...look.options, signedIn: false });
    await session.page.locator('h1').waitFor();
    await expectNoFaults(session, look);
  });
});

test('axe finds no fault in the dialog with the link of an invitation', async () => {
  const [look] = Object.values(LOOKS);
  if (!look) throw new Error('There is no look.');
  const { id } = await invited('ivy@example.org');
  const session = await product.open(`/users/${id}`, look.options);
  await session.page.locator('section:has(> h3) button').first().click();
  await session.page.locator('input[readonly]').waitFor();
  // At another width the page is drawn again, without the dialog.
  await expectNoFaults(
    session,
    { ...look, looks: look.looks.slice(0, 1) },
    '[role=dialog]:has(input[readonly])',
  );
});
