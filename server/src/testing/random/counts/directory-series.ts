import { expect } from 'vitest';
import { type MailServer, startMailServer } from '../../servers/mail-server.js';
import { startTestApp, type TestApp } from '../../test-app.js';
import { expectRightEnd } from './directory-end.js';
import { SITE } from './directory-accounts.js';
import { DirectoryLife } from './directory-life.js';
import { wrongCounts } from './kept-counts.js';
import { Seeded } from '../seeded.js';

/** Two servers on a new database. The second one sends mail. */
export async function startTwo(): Promise<{ apps: [TestApp, TestApp]; close: () => Promise<void> }> {
  const mail: MailServer = await startMailServer();
  const env = { PUBLIC_URL: SITE.origin };
  const first = await startTestApp({ env });
  const second = await startTestApp({ env: { ...env, SMTP_URL: mail.url }, database: first.database });
  return {
    apps: [first, second],
    close: async () => {
      await second.close();
      await first.close();
      await mail.close();
    },
  };
}

interface Series {
  seed: number;
  /** Groups of operations at the same time. */
  groups: number;
  /** The share of audit entries that the database refuses in the second half. */
  faults?: number;
}

/** Random operations. After each group, every kept number is compared with a recount. Returns the number of operations. */
export async function expectRightCounts({ seed, groups, faults = 0 }: Series): Promise<number> {
  const { apps, close } = await startTwo();
  const { database } = apps[0];
  const random = new Seeded(seed);
  const life = new DirectoryLife(apps, random);
  const context = () => `seed ${seed}:\n${life.log.slice(-30).join('\n')}`;
  try {
    await database.query(`create function fail_sometimes() returns trigger language plpgsql as $$
      begin
        if random() < ${faults} then raise exception 'refused by the test'; end if;
        return new;
      end $$`);
    for (let group = 0; group < groups; group += 1) {
      if (faults > 0 && group === groups >> 1) {
        await database.query(`create trigger fail_sometimes before insert on audit_entries
          for each row execute function fail_sometimes()`);
      }
      const atOnce = 1 + random.below(5);
      await (faults > 0 && group >= groups >> 1 ? life.stepWithFaults(atOnce) : life.step(atOnce));
      expect(await wrongCounts(database), context()).toEqual([]);
      expect(life.faults, context()).toEqual([]);
    }
    await database.query('drop trigger if exists fail_sometimes on audit_entries');
    await expectRightEnd(apps[0], context());
  } finally {
    await close();
  }
  return life.log.filter((line) => !line.startsWith(' ')).length;
}
