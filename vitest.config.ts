import { defineConfig } from 'vitest/config';

const browserTests = 'tests/site/pages/**/*.test.ts';
const rehearsals = 'tests/guide/rehearsal/**/*.test.ts';

// The projects run one after another: a browser's or a rehearsal's patience should not depend on what else is tested.
export default defineConfig({
  test: {
    testTimeout: 60_000,
    projects: [
      {
        extends: true,
        test: {
          name: 'guide',
          include: ['tests/**/*.test.ts'],
          exclude: [browserTests, rehearsals],
          sequence: { groupOrder: 0 },
        },
      },
      {
        // The site is built once, for all of its pages' tests.
        extends: true,
        test: {
          name: 'site',
          include: [browserTests],
          sequence: { groupOrder: 1 },
          globalSetup: 'tests/site/setup.ts',
          testTimeout: 180_000,
          hookTimeout: 60_000,
        },
      },
      {
        // The whole guide is done in rehearsal, by the programs that people call: mostly waiting for processes.
        extends: true,
        test: {
          name: 'rehearsal',
          include: [rehearsals],
          sequence: { groupOrder: 2 },
          globalSetup: 'tests/guide/rehearsal/setup.ts',
          testTimeout: 300_000,
          maxConcurrency: 3,
          maxWorkers: 2,
        },
      },
    ],
  },
});
