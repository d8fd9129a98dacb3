import { expect, test } from 'vitest';
import { unpackChromium } from './packaged.ts';
import { titleOf } from './title-of.ts';

// The package supports only Linux on x64.
test.runIf(process.platform === 'linux' && process.arch === 'x64')(
  'the Chromium that a package carries opens a page',
  async () => {
    const browser = await unpackChromium();
    expect(browser && (await titleOf(browser))).toBe('Hello');
  },
);
