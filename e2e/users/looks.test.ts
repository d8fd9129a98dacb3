import { describe, test } from 'vitest';
import { suite } from '../../scripts/suites.mjs';
import { expectNoFaults, LOOKS } from '../browser/looks.ts';
import { useRollcall } from '../browser/use-rollcall.ts';
import { UsersScreen } from '../browser/users-screen.ts';
import { SCREENS } from './screens.ts';

const product = useRollcall({ people: 60 });

/** An invented name of a realistic maximal width. */
const LONG = 'Wolfeschlegelsteinhausenbergerdorff-Featherstonehaugh '.repeat(3);

/** `pnpm test` has time for these; `pnpm test:looks` has all. */
const IN_QUICK = ['the list', 'a user'];
const screens = Object.entries(SCREENS).filter(([name]) => suite === 'looks' || IN_QUICK.includes(name));

describe.each(Object.entries(LOOKS))('%s, axe finds no fault and nothing is too wide in', (_name, look) => {
  test.each(screens)('%s', async (_name, reach) => {
    await product.rollcall.sql(`update users set deleted_at = now() where email = 'person.0058@example.org'`);
    await product.rollcall.sql(
      `update users set display_name = $1, department = $1, title = $1 where email ~ '[27]@|58@'`,
      [LONG],
    );
    const users = await new UsersScreen(await product.open('/users', look.options)).settled();
    await reach(users, product.rollcall.url);
    await expectNoFaults(users.session, look);
  });
});
