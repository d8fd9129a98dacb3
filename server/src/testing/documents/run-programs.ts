import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Language, type Program, ProgramRunner, programsOf, shapeOf } from './document-programs.js';
import { startTestApp, type TestApp } from '../test-app.js';
import { createUsers } from '../requests/user-requests.js';

/** The same as in the pages. */
const OWNER = { ADMIN_EMAIL: 'owner@example.org', ADMIN_PASSWORD: 'sour-plum-teapot-91' };

/** A write to the directory, by another client than the program. */
type Meanwhile = (test: TestApp, count: number) => Promise<unknown>;

/** The writes that programs wait for. */
const MEANWHILE: Record<string, Meanwhile> = {
  'Follow a list as it changes': (test, count) =>
    createUsers(test, { email: `news.${count}@example.org`, displayName: 'Nina' }),
};

/** Runs the programs of the pages in one language, in their order, against a new directory. */
export function runPrograms(
  language: Language,
  pages: string[],
  isRun: (program: Program) => boolean = () => true,
): void {
  const programs = pages
    .flatMap(programsOf)
    .filter((program) => program.language === language && isRun(program));

  describe(`the programs in ${language}`, () => {
    let test: TestApp;
    let runner: ProgramRunner;
    beforeAll(async () => {
      test = await startTestApp({ env: OWNER });
      runner = new ProgramRunner(await test.listen(), test.operator);
    });
    afterAll(async () => {
      await test.close();
      runner.remove();
    });

    it.each(programs)('“$heading” of $document answers as it says', async (program) => {
      let isOver = false;
      const running = runner.run(program).finally(() => (isOver = true));
      const meanwhile = MEANWHILE[program.heading];
      // There is no signal when the program listens, so there is more than one write.
      for (let count = 1; meanwhile && !isOver && count < 500; count += 1) await meanwhile(test, count);
      const output = await running;
      const { language: kind, text } = program.answer ?? { language: 'text', text: '' };
      if (kind === 'json') expect(shapeOf(JSON.parse(output))).toEqual(shapeOf(JSON.parse(text)));
      // A file for spreadsheets begins with a byte order mark and has CR LF.
      else expect(output.replace(/^\ufeff/, '').replaceAll('\r\n', '\n')).toBe(text);
    });
  });
}
