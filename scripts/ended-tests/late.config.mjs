import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: { include: ['**/late.fixture.mjs'], setupFiles: ['set-up.mjs'] },
});
