import { defineConfig } from 'vitest/config';

const browserTests = 'tests/site/pages/**/*.test.ts';

export default defineConfig({
  test: {
    testTimeout: 30_000,
    projects: [
      {
        extends: true,
        test: { name: 'guide', include: ['tests/**/*.test.ts'], exclude: [browserTests] },
      },
      {
        // The site is built once, for all of its pages' tests.
        extends: true,
        test: {
          name: 'site',
          include: [browserTests],
          globalSetup: 'tests/site/setup.ts',
          testTimeout: 180_000,
          hookTimeout: 60_000,
        },
      },
    ],
  },
});
